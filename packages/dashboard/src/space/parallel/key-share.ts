/** How far a key moves a handle, as a share of its axis towards the high end; undefined for other keys. Arrows follow what is seen. */
export function keyShare(key: string, step: (large: boolean) => number, flipped: boolean): number | undefined {
  const up = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 1, PageDown: -1 }[key]
  return up === undefined ? undefined : up * (flipped ? -1 : 1) * step(key.startsWith("Page"))
}
