import "echarts/lib/component/grid"
import "echarts/lib/component/tooltip"

/** Loaded: what is said of a mark under the pointer. */
export const tips = true
