import "echarts/lib/chart/bar"
import "echarts/lib/chart/boxplot"
import "echarts/lib/chart/custom"
import "echarts/lib/chart/heatmap"
import "echarts/lib/chart/parallel"
import "echarts/lib/component/brush"
import "echarts/lib/component/dataZoom"
import "echarts/lib/component/graphic"
import "echarts/lib/component/legend"
import "echarts/lib/component/markArea"
import "echarts/lib/component/markLine"
import "echarts/lib/component/markPoint"
import "echarts/lib/component/parallel"
import "echarts/lib/component/title"
import "echarts/lib/component/visualMap"

/** Loaded: bars, boxes, heat maps, parallel axes, own shapes, brushes, zoom, legends. */
export const more = true
