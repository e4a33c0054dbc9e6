import { useEffect, useRef, useState } from "react"

/** Milliseconds without a change, and the longest that is waited for them. */
const [rest, most] = [250, 2000]

/**
 * A value once it has rested for a moment, or after two seconds of changes: for what takes long to work out, so that everything else is
 * painted first. Undefined until then.
 */
export function useRested<T>(value: T): T | undefined {
  const [rested, setRested] = useState<T>()
  const since = useRef<number>(undefined)
  useEffect(() => {
    const begun = (since.current ??= performance.now())
    const timer = setTimeout(
      () => {
        since.current = undefined
        setRested(() => value)
      },
      Math.max(0, Math.min(rest, begun + most - performance.now())),
    )
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
