/** The calls of a program in a piece of shell: the words after its name, quotes taken off, up to the end of the command. */
export function callsOf(program: string, shell: string): readonly (readonly string[])[] {
  const calls: string[][] = []
  let call: string[] | undefined
  let before: string[] = []
  for (const word of shellWords(shell)) {
    if (word.operator) [call, before] = [undefined, []]
    else if (call !== undefined) call.push(word.text)
    else if (word.text === program && begins(before)) calls.push((call = []))
    else before.push(word.text)
  }
  return calls
}

/** Whether a command begins after these words: variables, words of the shell, programs that run others. */
const begins = (before: readonly string[]): boolean =>
  before.at(-1) === "--" || before.every((word) => /^(?:npx|exec|env|time|while|until|if|do|then|else|!|\w+=.*)$/.test(word))

interface Word {
  readonly text: string
  readonly operator: boolean
}

/** Words and operators of a shell's line, as far as pages use them: quotes, comments, continued lines, `$( )`, pipes, redirections. */
function shellWords(shell: string): readonly Word[] {
  const words: Word[] = []
  const token =
    /\\\n|[ \t]+|#[^\n]*|\$\(|[0-9]?>>?&?[0-9]?|&&|\|\||[;|&()<\n]|(?:'[^']*'|"(?:\\.|[^"\\])*"|\$\([^)]*\)|\\[^\n]|[^\s'"\\;|&()<>])+/g
  for (const [part] of shell.replaceAll("$(", "\n$( ").matchAll(token)) {
    if (part === "\\\n" || /^[ \t]/.test(part) || part.startsWith("#")) continue
    const operator = /^(?:\$\(|[0-9]?>>?&?[0-9]?|&&|\|\||[;|&()<\n])$/.test(part)
    words.push({ operator, text: operator ? part : part.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g, unquoted) })
  }
  return words
}

const unquoted = (_: string, single?: string, double?: string, escaped?: string): string =>
  single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? ""
