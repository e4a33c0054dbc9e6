/** The lines of what a trial printed, without the codes that colour a terminal; a carriage return begins its line again, as progress bars do. */
export function logLines(text: string): readonly string[] {
  const lines = text.replaceAll("\r\n", "\n").replace(colours, "").split("\n")
  if (lines.at(-1) === "") lines.pop()
  return lines.map((line) => line.replace(/\r+$/, "").slice(line.replace(/\r+$/, "").lastIndexOf("\r") + 1))
}

/** Where the first line stands that reads like an error; -1 where none does. */
export const firstError = (lines: readonly string[]): number => lines.findIndex((line) => errors.test(line))

/** The lines that have the text, whatever its case. */
export function linesWith(lines: readonly string[], text: string): readonly number[] {
  const wanted = text.toLowerCase()
  return wanted === "" ? [] : lines.flatMap((line, i) => (line.toLowerCase().includes(wanted) ? [i] : []))
}

// eslint-disable-next-line no-control-regex -- escape sequences begin with a control character
const colours = /\u001b\[[0-9;?]*[ -/]*[@-~]/g
const errors =
  /\btraceback \(most recent call last\)|\b\w*(error|exception)\b\s*[:(]|\b(fatal|panic|segmentation fault|out of memory|killed|assertion failed|command not found)\b|^\s*error\b/i
