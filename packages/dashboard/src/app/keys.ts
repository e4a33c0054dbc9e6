/** The keys of the page, as the dialog lists them. */
export const keys: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["g s"], does: "studies" },
  { keys: ["g o"], does: "overview" },
  { keys: ["g t"], does: "trials" },
  { keys: ["g c"], does: "curves" },
  { keys: ["g p"], does: "space: parallel axes and pairs" },
  { keys: ["g x"], does: "trade-offs" },
  { keys: ["/"], does: "filter" },
  { keys: ["Esc"], does: "clear the filter, leave a dialog" },
  { keys: ["j", "k"], does: "next and previous row" },
  { keys: ["Enter"], does: "open the row" },
  { keys: ["Space"], does: "select the row" },
  { keys: ["c"], does: "compare what is selected" },
  { keys: ["b"], does: "open the best trial" },
  { keys: ["[", "]"], does: "one event back, one on" },
  { keys: ["."], does: "the latest state, live" },
  { keys: ["⌘K", "Ctrl K"], does: "everything that can be done" },
  { keys: ["?"], does: "this list" },
]

/** What was pressed, as far as it matters. */
interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** What a key asks for, after the key before it; `wait` is the first half of a chord. */
export function keyMeans(pressed: Pressed, before: string | undefined): string | undefined {
  if ((pressed.ctrlKey || pressed.metaKey) && pressed.key.toLowerCase() === "k") return "palette"
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined
  if (before === "g") return places[pressed.key]
  return pressed.key === "g" ? "wait" : singles[pressed.key]
}

const places: Readonly<Record<string, string>> = { s: "/", o: "", t: "trials", c: "curves", p: "space", x: "tradeoffs" }
const singles: Readonly<Record<string, string>> = {
  "/": "filter",
  j: "next",
  k: "previous",
  c: "compare",
  b: "best",
  "[": "back",
  "]": "on",
  ".": "latest",
  "?": "keys",
  " ": "select",
  Enter: "open",
}
