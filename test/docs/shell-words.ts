/** The calls of a program in a piece of shell: the words after its name, quotes taken off, up to the end of the command. */
export function callsOf(program: string, shell: string): readonly (readonly string[])[] {
  const calls: string[][] = []
  let call: string[] | undefined
  for (const word of shellWords(shell)) {
    if (word.operator) call = undefined
    else if (call !== undefined) call.push(word.text)
    else if (word.text === program) calls.push((call = []))
  }
  return calls
}

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
