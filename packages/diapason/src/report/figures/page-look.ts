import { themes, type Look } from "@diapason/figures"

/**
 * Colours that stand for names of the page's style: pictures are drawn once, with numbers that no picture uses otherwise, and these become
 * `var(--text)` and its like, so that the same picture is right in the light, in the dark and on paper. Colours of categories and values
 * are readable on both grounds and stay.
 */
const names = ["text", "faint", "line", "surface", "accent"] as const

const { marks } = themes.light
const states = Object.keys(marks) as readonly (keyof typeof marks)[]

/** The n-th of these colours: `#0a0b01`. */
const standIn = (n: number): string => `#0a0b${(n + 1).toString(16).padStart(2, "0")}`

/** What figures are drawn with for the page. */
export const pageLook: Look = {
  ...themes.light,
  ...(Object.fromEntries(names.map((name, n) => [name, standIn(n)])) as Pick<Look, (typeof names)[number]>),
  marks: Object.fromEntries(states.map((state, n) => [state, standIn(names.length + n)])) as typeof marks,
  font: "inherit",
}

/** A picture that was drawn so, in the words of the page's style. */
export const inPageColours = (svg: string): string =>
  svg.replace(/#0a0b([0-9a-f]{2})|rgb\(10, ?11, ?(\d+)\)/gi, (found, hex: string | undefined, decimal: string | undefined) => {
    const n = (hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) - 1
    const name = names[n] ?? (states[n - names.length] === undefined ? undefined : `mark-${states[n - names.length]!}`)
    return name === undefined ? found : `var(--${name === "surface" ? "back" : name})`
  })
