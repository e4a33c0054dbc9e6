import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"
import { setImmediate as turn } from "node:timers/promises"
import { createLedger, fold, type Clock, type EventStore, type Ledger } from "@diapason/core"
import { boardOf, boardPieces, type Board } from "@diapason/views"
import type { FollowedStudy } from "./followed-studies.ts"
import { inSlices } from "./slices.ts"

/** A board in bytes, as it goes to pages. */
interface EncodedBoard {
  readonly position: number
  /** In the best way that a client takes, by its header Accept-Encoding. */
  as(accepted: string): Promise<{ readonly bytes: Uint8Array; readonly encoding?: "br" | "gzip" }>
}

/** One encoded copy for each study, made at most once a second, however many pages ask. */
export interface EncodedBoards {
  now(followed: FollowedStudy): Promise<EncodedBoard>
  /** As it was at an earlier position, folded again from the log. */
  at(study: string, position: number): Promise<EncodedBoard>
}

export function encodedBoards(store: EventStore, clock: Clock): EncodedBoards {
  const kept = new WeakMap<FollowedStudy, { readonly at: number; readonly position: number; readonly encoded: Promise<EncodedBoard> }>()
  return {
    now(followed) {
      const { seq } = followed.ledger
      const have = kept.get(followed)
      if (have !== undefined && (have.position === seq || clock.now() - have.at < renewed)) return have.encoded
      const encoded = encode(followed.board())
      kept.set(followed, { at: clock.now(), position: seq, encoded })
      encoded.catch(() => kept.delete(followed))
      return encoded
    },
    async at(study, position) {
      let ledger: Ledger | undefined
      for await (const batch of store.read(study, 0)) {
        const wanted = batch.filter(({ seq }) => seq <= position)
        await inSlices(wanted, (event) => void (ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)))
        if (wanted.length < batch.length) break
      }
      return encode(boardOf(ledger!))
    },
  }
}

/** Milliseconds. */
const renewed = 1000

async function encode(board: Board): Promise<EncodedBoard> {
  const position = board.ledger.seq
  const pieces: Uint8Array[] = []
  for (const piece of boardPieces(board)) {
    pieces.push(piece)
    await turn()
  }
  const bytes = Buffer.concat(pieces)
  const compressed = new Map<string, Promise<Uint8Array>>()
  const once = (encoding: "br" | "gzip"): Promise<Uint8Array> => {
    let made = compressed.get(encoding)
    if (made === undefined) compressed.set(encoding, (made = encoding === "br" ? smaller(bytes, quick) : zipped(bytes, { level: 4 })))
    return made
  }
  return {
    position,
    async as(accepted) {
      if (bytes.length < 1000) return { bytes }
      // For what is made anew each second gzip is quicker at the same size.
      const encoding = /\bgzip\b/.test(accepted) ? "gzip" : /\bbr\b/.test(accepted) ? "br" : undefined
      return encoding === undefined ? { bytes } : { bytes: await once(encoding), encoding }
    },
  }
}

const smaller = promisify(brotliCompress)
const zipped = promisify(gzip)
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
