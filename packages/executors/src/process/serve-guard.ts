import { endTree, marks } from "./tree.ts"

/** What the process beside does with what it is told: a line is a time in milliseconds, or `-`, and a mark; `done` ends it. */
export function serveGuard(input: AsyncIterable<string>, end: (mark: string) => Promise<void> = endMarked): Promise<void> {
  const timers = new Map<string, NodeJS.Timeout>()
  const drop = (mark: string): void => {
    clearTimeout(timers.get(mark))
    timers.delete(mark)
  }
  const take = (line: string): void => {
    const [time = "", mark] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]
    drop(mark)
    if (time !== "-")
      timers.set(
        mark,
        setTimeout(() => void (timers.delete(mark), end(mark)), Number(time)),
      )
  }
  return (async () => {
    for await (const line of input) {
      if (line === "done") return [...timers.keys()].forEach(drop)
      take(line)
    }
    const held = [...timers.keys()]
    held.forEach(drop)
    await Promise.all(held.map(end))
  })()
}

/** Half a second to leave, then by force. */
async function endMarked(mark: string): Promise<void> {
  const ids = marks().filter((id) => id === mark || id.endsWith(`/${mark}`))
  await Promise.all(ids.map((id) => endTree({ id, walk: true }, Date.now() + 500)))
}
