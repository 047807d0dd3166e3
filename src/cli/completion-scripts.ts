import type { SHELLS } from './completion-kinds.ts';

// Each asks the very program that is being typed, so that a script never gets old: the words up to the cursor go to
// `baton __complete`, which prints a word, a tab and a description a line. Where it knows nothing, files are offered.

const BASH = `# Completion of baton in bash. In ~/.bashrc: eval "$(baton completion bash)"
_baton_complete() {
  local word about
  COMPREPLY=()
  while IFS=$'\\t' read -r word about; do
    COMPREPLY+=("$word")
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "\${COMP_WORDS[COMP_CWORD]}" 2>/dev/null)
}
complete -o default -F _baton_complete baton
`;

const ZSH = `#compdef baton
# Completion of baton in zsh. In ~/.zshrc, behind compinit: eval "$(baton completion zsh)"
_baton() {
  local -a found
  local line word about
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    word=\${line%%$'\\t'*}
    about=\${line#*$'\\t'}
    found+=("\${word//:/\\\\:}\${about:+:$about}")
  done
  if (( $#found )); then
    _describe -t words 'baton' found
  else
    _files
  fi
}
if [[ $funcstack[1] == _baton ]]; then _baton "$@"; else compdef _baton baton; fi
`;

const FISH = `# Completion of baton in fish. In ~/.config/fish/config.fish: baton completion fish | source
function __baton_complete
  set -l words (commandline -opc)
  set -l partial (commandline -ct)
  test (count $partial) -eq 0; and set partial ''
  set -l found ($words[1] __complete $words[2..-1] $partial 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path $partial
  end
end
complete -c baton -e
complete -c baton -f -a '(__baton_complete)'
`;

/** What each shell has to read once, to complete baton from then on. */
export const COMPLETION_SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
};
