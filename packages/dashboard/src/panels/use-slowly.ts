import { useEffect, useRef, useState } from "react"

/** Milliseconds between two sentences that a live region says. */
const pause = 10_000

/** A text that changes at most each ten seconds, so that who listens is not talked over. The newest one comes in the end. */
export function useSlowly(text: string): string {
  const [said, setSaid] = useState(text)
  const last = useRef(0)
  useEffect(() => {
    if (text === said) return
    const timer = setTimeout(
      () => {
        last.current = Date.now()
        setSaid(text)
      },
      Math.max(0, last.current + pause - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [text, said])
  return said
}
