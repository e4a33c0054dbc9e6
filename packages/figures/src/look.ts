import type { Mark } from "@diapason/views"

/** Colours and font of figures in a theme. The page reads its own from its style; `themes` serve files. */
export interface Look {
  readonly text: string
  readonly faint: string
  readonly line: string
  readonly surface: string
  readonly accent: string
  /** Of states. */
  readonly marks: Readonly<Record<Mark, string>>
  /** For categories (Okabe and Ito): told apart by who sees colours differently, with dash and marker as second channel. */
  readonly categories: readonly string[]
  /** From the worst to the best value (cividis). */
  readonly values: readonly string[]
  readonly font: string
}

/** Okabe & Ito 2008; black is left out, since it vanishes on a dark ground. */
export const categories = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8f8f8f", "#b8a800"]

/** Nine steps of cividis (Nuñez, Anderton & Renslow 2018). */
export const cividis = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#fee838"]

/** How files look: `light` is for print, `dark` for slides. The colours are those of the page's themes. */
export const themes: Readonly<Record<"light" | "dark", Look>> = {
  light: {
    text: "#1b1f24",
    faint: "#59636f",
    line: "#e3e6eb",
    surface: "#ffffff",
    accent: "#0b5cbf",
    marks: {
      waiting: "#6b7683",
      running: "#0b5cbf",
      paused: "#7a5c00",
      complete: "#05704f",
      pruned: "#66707c",
      failed: "#b3261e",
      infeasible: "#9a4a00",
      excluded: "#7b5a9e",
    },
    categories,
    values: cividis,
    font: "Helvetica Neue, Arial, Liberation Sans, sans-serif",
  },
  dark: {
    text: "#e6eaf0",
    faint: "#9ba6b4",
    line: "#262d37",
    surface: "#15191f",
    accent: "#6cb2ff",
    marks: {
      waiting: "#97a3b2",
      running: "#6cb2ff",
      paused: "#e3c060",
      complete: "#57d3a5",
      pruned: "#8d98a7",
      failed: "#ff8a80",
      infeasible: "#f2a65e",
      excluded: "#c3a3e6",
    },
    categories,
    values: cividis,
    font: "Helvetica Neue, Arial, Liberation Sans, sans-serif",
  },
}
