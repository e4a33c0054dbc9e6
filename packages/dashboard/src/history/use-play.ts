import { useEffect, useRef, useState } from "react"

/** Events a second. */
export const speeds = [1, 10, 100] as const

/** Plays a log on from where the reader is, ten pictures a second, until its end. */
export function usePlay(
  at: number | undefined,
  last: number,
  go: (at: number | undefined) => void,
): { readonly playing: number | undefined; play(speed: number | undefined): void } {
  const [playing, play] = useState<number>()
  const place = useRef(at ?? last)
  // Where the reader drags to while it plays, it goes on from there.
  if (at === undefined || at !== Math.floor(place.current)) place.current = at ?? last
  const goTo = useRef(go)
  goTo.current = go
  useEffect(() => {
    if (playing === undefined) return
    if (place.current >= last) goTo.current((place.current = 1))
    const timer = setInterval(() => {
      place.current += playing / 10
      if (place.current < last) return goTo.current(Math.floor(place.current))
      play(undefined)
      goTo.current(undefined)
    }, 100)
    return () => clearInterval(timer)
  }, [playing, last])
  return { playing, play }
}
