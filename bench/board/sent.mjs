import { gzipSync } from "node:zlib"
import { boardPieces, decodeBoard, encodeBoard } from "@diapason/views"
import { atMost, figure } from "../frame/figures.mjs"
import { boardFor, measured, sizes, timed } from "./studies.mjs"

const limits = { encode: 300, piece: 50, decode: 100, size: 25 }

/** To bytes at once and in pieces, and back. */
export async function sent() {
  const figures = []
  const aims = []
  for (const trials of sizes) {
    const board = boardFor(trials)
    const bytes = encodeBoard(board)
    const encode = measured(
      "encode",
      trials,
      timed(() => encodeBoard(board)),
    )
    const piece = measured("longest piece", trials, pieces(board))
    const decode = measured(
      "decode",
      trials,
      timed(() => decodeBoard(bytes)),
    )
    const size = figure(`size, ${trials} trials`, "diapason", "MB", [bytes.length / 1e6])
    const zipped = figure(`compressed, ${trials} trials`, "diapason", "MB", [gzipSync(bytes, { level: 4 }).length / 1e6])
    figures.push(encode, piece, decode, size, zipped)
    if (trials < 100_000) continue
    aims.push(atMost("encode", encode.median, limits.encode, "ms"), atMost("a piece", piece.median, limits.piece, "ms"))
    aims.push(atMost("decode", decode.median, limits.decode, "ms"), atMost("size", size.median, limits.size, "MB"))
  }
  return { figures, aims }
}

/** The longest time that one piece takes, of some runs. */
function pieces(board) {
  return Array.from({ length: 5 }, () => {
    let [longest, begin] = [0, performance.now()]
    for (const { length } of boardPieces(board)) {
      if (length > 0) longest = Math.max(longest, performance.now() - begin)
      begin = performance.now()
    }
    return longest
  })
}
