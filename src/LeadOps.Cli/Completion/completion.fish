function __leadops_complete
    for answer in (leadops '[complete]' (commandline -cp | string collect) 2>/dev/null)
        if test "$answer" = :paths
            __fish_complete_path (commandline -ct)
        else
            echo $answer
        end
    end
end
complete -c leadops -f -a '(__leadops_complete)'
