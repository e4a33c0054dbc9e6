import { useCallback, useMemo, useRef } from "react"
import { useAddress } from "../../selection/address.ts"
import { brushed, readBrushes, writeBrushes, type Brushes, type Range } from "../../selection/brushes.ts"

/** The brushes of the address, and how to change those of one column. A change that goes on from the last one (`going`) is no new step for Back. */
export function useBrushes(): readonly [Brushes, (column: string, ranges: readonly Range[], going?: boolean) => void] {
  const [{ b }, change] = useAddress()
  const brushes = useMemo(() => readBrushes(b), [b])
  const newest = useRef(brushes)
  newest.current = brushes
  const changer = useRef(change)
  changer.current = change
  const write = useCallback((column: string, ranges: readonly Range[], going = false) => {
    newest.current = brushed(newest.current, column, ranges)
    changer.current({ b: writeBrushes(newest.current) }, going)
  }, [])
  return [brushes, write]
}
