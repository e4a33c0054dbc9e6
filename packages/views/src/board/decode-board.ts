import { unpackLedger, unpackTrial, type Trial } from "@diapason/core"
import type { Board } from "./board.ts"
import { boardFormat, type BoardHead, type ColumnHead } from "./encode-board.ts"
import { unpackNumbers } from "./pack-numbers.ts"
import { sectionsIn } from "./sections.ts"

/** The board behind `encodeBoard`, which is not whole. Throws RangeError for bytes that are none, or of another format. */
export function decodeBoard(bytes: Uint8Array): Board {
  const [first, mark, finished, ...columns] = [...sectionsIn(bytes)]
  const head = first?.head as Partial<BoardHead> | undefined
  if (head?.format !== boardFormat || mark === undefined || finished === undefined)
    throw new RangeError("these bytes are no board that is known here")
  const { size, ledger: packed, trials } = head as BoardHead
  const ledger = unpackLedger({ ...packed, finished: numbersIn(finished.numbers) })
  ledger.trials.length = size
  for (const trial of trials) ledger.trials[trial.number] = unpackTrial(trial) as Trial
  const table = {
    size,
    mark: mark.numbers.slice(),
    columns: columns.map(({ head: given, numbers }) => {
      const { packing, ...column } = given as unknown as ColumnHead
      return { ...column, values: unpackNumbers(packing, numbers, size) }
    }),
  }
  return { ledger, table, whole: false }
}

const numbersIn = (bytes: Uint8Array): number[] => [...new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)]
