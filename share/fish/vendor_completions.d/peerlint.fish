# fish completion for peerlint. The program itself says what options, formats, kinds and rules
# there are, so that nothing here grows old.

function __peerlint_commands
    peerlint --help 2>/dev/null | string match -r '^  [a-z]+ .*' |
        string replace -r '^  ([a-z]+) .*  (\S.*)$' '$1\t$2' | string match -rv '^ '
end

function __peerlint_rules
    peerlint rules 2>/dev/null | string replace -r ' +' '\t'
end

function __peerlint_kinds
    peerlint kinds 2>/dev/null | string replace -r ' +' '\t'
end

function __peerlint_formats
    peerlint --help 2>/dev/null | string replace -rf '^Formats: ' '' | string split ' '
end

# Rules, each with the severities that it can be given once its name is there.
function __peerlint_rule_severities
    set -l rule (string replace -rf '^(.*)=.*$' '$1' -- (commandline -ct | string replace -r '^--rule=' ''))
    if test -n "$rule"
        printf '%s=%s\n' $rule off $rule info $rule warning $rule error
    else
        peerlint rules 2>/dev/null | string replace -r '^(\S+) +' '$1=\t'
    end
end

# The first word that is no option and no value of one.
function __peerlint_command
    set -l help (peerlint --help 2>/dev/null)
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -eq 1
            set skip 0
        else if string match -q -- '--*=*' $word
        else if string match -q -- '-*' $word
            string match -qr -- "(^| )$word,? (--\S+ )?[A-Z]" $help; and set skip 1
        else
            echo $word
            return
        end
    end
end

function __peerlint_is
    contains -- (__peerlint_command; or echo) $argv
end

function __peerlint_first
    test -z (__peerlint_command | string collect)
end

complete -c peerlint -n '__peerlint_first' -f -a '(__peerlint_commands)'
complete -c peerlint -n '__peerlint_is explain' -f -a '(__peerlint_rules)'
complete -c peerlint -n '__peerlint_is shape' -f -a '(__peerlint_kinds)'
complete -c peerlint -n '__peerlint_is test' -f -a '(__fish_complete_directories)'
complete -c peerlint -n '__peerlint_is rules kinds' -f
complete -c peerlint -n 'not __peerlint_is explain shape test rules kinds' -F

for row in (peerlint --help 2>/dev/null)
    string match -qr '^ +(?:-(?<letter>[a-zA-Z]), )?--(?<name>[a-z-]+)(?: (?<argument>[][A-Z=]+))? +(?<help>[^ ].*)$' -- $row
    or continue
    set -l spec -c peerlint -l $name -d $help
    test -n "$letter"; and set -a spec -s $letter
    switch "$name:$argument"
        case '*:'
        case '*:FORMAT*'
            set -a spec -x -a '(__peerlint_formats)'
        case '*:ID=SEVERITY'
            set -a spec -x -a '(__peerlint_rule_severities)'
        case '*:SEVERITY'
            set -a spec -x -a 'error warning info never'
        case '*:KIND'
            set -a spec -x -a '(__peerlint_kinds)'
        case '*:WHEN'
            set -a spec -x -a 'auto always never'
        case '*:UNIT'
            set -a spec -x -a 'codepoints bytes utf16'
        case 'profile:*'
            set -a spec -x -a 'default pedantic'
        case '*:DIRECTORY'
            set -a spec -x -a '(__fish_complete_directories)'
        case '*:N'
            set -a spec -x
        case '*'
            set -a spec -r -F
    end
    complete $spec
end
