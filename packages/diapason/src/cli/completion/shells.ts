import type { Words } from "./words.ts"

export type Shell = "bash" | "zsh" | "fish"

/** The completion of each shell as the text of a script. Studies are asked for with `diapason ls --names` when the key is pressed. */
export const shells: Readonly<Record<Shell, (verbs: readonly Words[]) => string>> = { bash, zsh, fish }

const flagsOf = ({ flags }: Words): string =>
  [...flags.flatMap(({ short, long }) => (short === undefined ? [long] : [short, long])), "--help"].join(" ")
const named = (verbs: readonly Words[]): string => verbs.map(({ name }) => name).join(" ")

/** The lines of a `case` over verbs. */
const cases = (verbs: readonly Words[], text: (verb: Words) => string): string =>
  verbs.map((verb) => `    ${verb.name}) ${text(verb)} ;;`).join("\n")

const studies = `$(diapason ls --names 2>/dev/null)`
const operands = (verb: Words): string => [...verb.known, ...(verb.study ? [studies] : [])].join(" ")

/** To be read by: source <(diapason completion bash) */
function bash(verbs: readonly Words[]): string {
  return `# bash completion of diapason; in ~/.bashrc:  source <(diapason completion bash)
_diapason() {
  local cur=\${COMP_WORDS[COMP_CWORD]} verb=\${COMP_WORDS[1]} word
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then
    COMPREPLY=( $(compgen -W "${named(verbs)} help --help --version" -- "$cur") )
    return
  fi
  # What follows -- is the command of the person.
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do [[ $word == -- ]] && return; done
  if [[ $cur == -* ]]; then
    case $verb in
${cases(verbs, (verb) => `COMPREPLY=( $(compgen -W "${flagsOf(verb)}" -- "$cur") )`)}
    esac
    return
  fi
  case $verb in
${cases(
  verbs.filter((verb) => operands(verb) !== ""),
  (verb) => `COMPREPLY=( $(compgen -W "${operands(verb)}" -- "$cur") )`,
)}
  esac
}
complete -o default -F _diapason diapason`
}

/** To be read by: source <(diapason completion zsh), after compinit. */
function zsh(verbs: readonly Words[]): string {
  const quoted = (text: string): string => text.replaceAll("'", "’").replaceAll(":", "\\:")
  return `#compdef diapason
# zsh completion of diapason; in ~/.zshrc, after compinit:  source <(diapason completion zsh)
_diapason() {
  local -a verbs=(
${verbs.map(({ name, does }) => `    '${name}:${quoted(does)}'`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe 'verb' verbs
    return
  fi
  if (( \${words[(I)--]} )) && (( \${words[(I)--]} < CURRENT )); then
    _files
    return
  fi
  if [[ $words[CURRENT] == -* ]]; then
    case $words[2] in
${cases(verbs, (verb) => `compadd -- ${flagsOf(verb)}`)}
    esac
    return
  fi
  case $words[2] in
${cases(
  verbs.filter((verb) => operands(verb) !== ""),
  (verb) => `compadd -- ${operands(verb)}`,
)}
    *) _files ;;
  esac
}
compdef _diapason diapason`
}

/** To be read by: diapason completion fish | source */
function fish(verbs: readonly Words[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`
  const lines = verbs.flatMap(({ name, does, flags, study, known }) => [
    `complete -c diapason -n __fish_use_subcommand -f -a ${name} -d ${quoted(does)}`,
    ...flags.map(({ short, long, does: help, takes }) => {
      const letter = short === undefined ? "" : ` -s ${short.slice(1)}`
      return `complete -c diapason -n '__fish_seen_subcommand_from ${name}'${letter} -l ${long.slice(2)}${takes ? " -r" : ""} -d ${quoted(help)}`
    }),
    ...(study ? [`complete -c diapason -n '__fish_seen_subcommand_from ${name}' -f -a '(diapason ls --names 2>/dev/null)'`] : []),
    ...(known.length > 0 ? [`complete -c diapason -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(known.join(" "))}`] : []),
  ])
  return ["# fish completion of diapason; in config.fish:  diapason completion fish | source", ...lines].join("\n")
}
