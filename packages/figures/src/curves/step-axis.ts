import type { Look } from "../look.ts"

/** An axis of steps that ends a little outside of the first and the last one, so that marks there are not cut. */
export const stepAxis = (look: Look) => ({
  min: ({ min, max }: Extent) => min - gap * (max - min || 1),
  max: ({ min, max }: Extent) => max + gap * (max - min || 1),
  minInterval: 1,
  axisLabel: { color: look.faint, showMinLabel: false, showMaxLabel: false },
  axisLine: { lineStyle: { color: look.line }, onZero: false },
  axisTick: { show: false },
  splitLine: { show: false },
})

interface Extent {
  readonly min: number
  readonly max: number
}

const gap = 0.03
