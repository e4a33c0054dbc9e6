import { runningServer } from "./running-server.ts"

/** Who has a port of this machine, in words: another Diapason says so itself. */
export async function inUseBy(dir: string, port: number): Promise<string> {
  const running = runningServer(dir)
  if (running !== undefined && new URL(running.url).port === String(port))
    return `diapason (process ${running.holder.pid}, ${running.store})`
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/health`, { signal: AbortSignal.timeout(500) })
    const { diapason } = (await answer.json()) as { readonly diapason?: string }
    if (diapason !== undefined) return `diapason ${diapason}`
  } catch {
    // Whoever has it speaks no HTTP, or says nothing that we know.
  }
  return "another program"
}
