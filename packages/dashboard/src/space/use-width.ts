import { useEffect, useState, type RefObject } from "react"

/** The inner width of an element in CSS pixels, as it changes; 0 before it is known. */
export function useWidth(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = place.current!
    const read = (): void => setWidth(Math.floor(element.clientWidth))
    read()
    const watch = new ResizeObserver(read)
    watch.observe(element)
    return () => watch.disconnect()
  }, [place])
  return width
}
