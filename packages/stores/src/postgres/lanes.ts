/** One way to write for each study: what is asked for while a batch is under way goes together in the next one, in the order of asking. */
export interface Lanes<Job> {
  /** Resolves when the batch that the job was part of has been answered by `carry`, which answers each job itself and never rejects. */
  add(study: string, job: Job): void
  /** Resolves when everything asked for so far has been answered. */
  drained(): Promise<void>
}

export function lanes<Job extends { readonly weight: number }>(carry: (study: string, batch: readonly Job[]) => Promise<void>): Lanes<Job> {
  const under = new Map<string, { readonly queue: Job[]; readonly done: Promise<void> }>()
  const drive = async (study: string, queue: Job[]): Promise<void> => {
    // What is asked for in this very turn goes along.
    await Promise.resolve()
    while (queue.length > 0) await carry(study, nextBatch(queue))
    under.delete(study)
  }
  return {
    add(study, job) {
      const lane = under.get(study)
      if (lane !== undefined) return void lane.queue.push(job)
      const queue = [job]
      under.set(study, { queue, done: drive(study, queue) })
    },
    async drained() {
      await Promise.all([...under.values()].map(({ done }) => done))
    },
  }
}

/** As many as make a message of moderate size, and at least one. */
function nextBatch<Job extends { readonly weight: number }>(queue: Job[]): readonly Job[] {
  let weight = 0
  let count = 0
  for (const job of queue) {
    weight += job.weight
    if (count > 0 && weight > BATCH) break
    count++
  }
  return queue.splice(0, count)
}

/** Characters. */
const BATCH = 500_000
