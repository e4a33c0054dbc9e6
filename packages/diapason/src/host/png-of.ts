import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"

/**
 * A picture as PNG bytes, `finer` pixels for each of its own. It needs no browser and no fonts of the machine: text is set in the font that
 * lies in this package, so that the same picture gives the same bytes everywhere. Signs that the font has not stay empty.
 */
export async function pngOf(svg: string, finer: number): Promise<Uint8Array> {
  const { Resvg } = await engine()
  const font = { fontBuffers: [await readFile(new URL("../../fonts/DejaVuSans.ttf", import.meta.url))], ...families }
  const drawn = new Resvg(svg, { fitTo: { mode: "zoom", value: finer }, font: font as never }).render()
  return drawn.asPng()
}

const families = { defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" }

let started: Promise<typeof import("@resvg/resvg-wasm")> | undefined

/** The renderer, which may be started once in a program. */
const engine = (): Promise<typeof import("@resvg/resvg-wasm")> =>
  (started ??= import("@resvg/resvg-wasm").then(async (known) => {
    await known.initWasm(readFile(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")))
    return known
  }))
