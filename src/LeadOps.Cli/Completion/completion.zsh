_leadops() {
  local -a values texts
  local answer paths= found=1
  for answer in "${(@f)$(leadops '[complete]' "${(j: :)words[1,CURRENT-1]} $PREFIX" 2>/dev/null)}"; do
    case $answer in
      '') ;;
      :paths) paths=1 ;;
      *) values+=("${answer%%$'\t'*}"); texts+=("${answer//$'\t'/  }") ;;
    esac
  done
  (( $#values )) && compadd -V leadops -l -d texts -a -- values && found=0
  [[ -n $paths ]] && { compset -P '--*='; _files } && found=0
  return $found
}
compdef _leadops leadops
