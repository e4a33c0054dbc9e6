import { BarChart, CustomChart, HeatmapChart, LineChart, ParallelChart, ScatterChart } from "echarts/charts"
import {
  AriaComponent,
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  ParallelComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components"
import { init, use } from "echarts/core"
import { CanvasRenderer, SVGRenderer } from "echarts/renderers"

use([BarChart, CustomChart, HeatmapChart, LineChart, ParallelChart, ScatterChart])
use([AriaComponent, BrushComponent, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, ParallelComponent])
use([TooltipComponent, VisualMapComponent, CanvasRenderer, SVGRenderer])

/** The chart library with the parts that panels use; it is loaded apart from the page, when the first chart is drawn. */
export { init }
