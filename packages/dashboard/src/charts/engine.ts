import "echarts/lib/chart/line"
import "echarts/lib/chart/scatter"
import "echarts/lib/component/gridSimple"
import { init, use } from "echarts/core"
import { CanvasRenderer } from "echarts/renderers"

use(CanvasRenderer)

/**
 * The chart library with what the first page draws: lines, points, axes. It is loaded apart from the page, when the
 * first chart is drawn; what else a chart asks for is in `engine-more.ts`. Parts are named one by one: through the lists that the library
 * offers, the bundler would put all of them into one file.
 */
export { init }
