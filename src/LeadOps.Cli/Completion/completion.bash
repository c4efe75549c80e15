_leadops() {
  local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} answer value
  [[ $word == [=:] ]] && word=
  # Bash parts words at = and :, so what stands before them is typed already.
  local whole=${line##*[[:space:]]}
  local typed=${whole%"$word"}
  COMPREPLY=()
  while IFS= read -r answer; do
    if [[ $answer == :paths ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word")
    else
      value=${answer%%$'\t'*}
      COMPREPLY+=("${value#"$typed"}")
    fi
  done < <(leadops '[complete]' "$line" 2>/dev/null)
}
complete -F _leadops leadops
