/** Samples of the text format of Prometheus 0.0.4, by name and then by labels as `a=x,b=y`. Throws at a line that the format does not have. */
export function parsed(text: string) {
  const samples = new Map<string, Record<string, number>>()
  for (const line of text.split("\n").filter((one) => one !== "")) {
    if (/^# (HELP|TYPE) [a-zA-Z_:][\w:]* \S/.test(line)) continue
    const found = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (NaN|Nan|[+-]?Inf|[-+\de.]+)$/.exec(line)
    if (found === null) throw new Error(`not a sample: ${line}`)
    const labels = [...(found[2] ?? "").matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => `${name}=${unescaped(value!)}`)
    const known = samples.get(found[1]!) ?? {}
    known[labels.join(",")] = Number(found[3])
    samples.set(found[1]!, known)
  }
  return { of: (name: string): Record<string, number> => samples.get(name) ?? {}, names: [...samples.keys()] }
}

const unescaped = (value: string): string => value.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c))
