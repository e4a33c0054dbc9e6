import { use } from "echarts/core"
import { SVGRenderer } from "echarts/renderers"

use(SVGRenderer)

/** Loaded: pictures as SVG. */
export const svg = true
