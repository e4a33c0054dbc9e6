import type { EChartsCoreOption } from "echarts/core"
import { pictureOf } from "./chart.tsx"
import type { Look } from "@diapason/figures"
import { lookOf } from "./look.ts"

/** Size of a saved picture, in pixels of a page. */
const [width, height] = [960, 540]

/** The picture as a file: SVG for papers, PNG (twice as fine) for slides. `around` gives the colours. */
export async function savePicture(
  kind: "svg" | "png",
  draw: (look: Look) => EChartsCoreOption,
  around: Element,
): Promise<{ readonly type: string; readonly body: BlobPart }> {
  const [{ init }] = await Promise.all([import("./engine.ts"), import("./engine-more.ts"), import("./engine-svg.ts")])
  const option = { ...pictureOf(draw, around), backgroundColor: lookOf(around).surface }
  if (kind === "svg") {
    const chart = init(null, undefined, { renderer: "svg", ssr: true, width, height })
    chart.setOption(option)
    const body = chart.renderToSVGString()
    chart.dispose()
    return { type: "image/svg+xml", body }
  }
  const chart = init(document.createElement("div"), undefined, { renderer: "canvas", width, height, devicePixelRatio: 2 })
  chart.setOption(option)
  const canvas = chart.renderToCanvas({ pixelRatio: 2 })
  const body = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"))
  chart.dispose()
  return { type: "image/png", body: body ?? new Blob() }
}
