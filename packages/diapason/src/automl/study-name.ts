import { basename, extname } from "node:path"
import { folderName, sha256 } from "@diapason/core"

/**
 * What the study is called when nobody says: by the table and its target, in letters and digits of all scripts, so that other columns give
 * other names. What would be too long is cut, and told apart by a digest.
 */
export function nameOf(data: string, target: string): string {
  const whole = `automl-${basename(data, extname(data))}-${target}`.normalize("NFC")
  const name = whole.replace(/[^\p{L}\p{M}\p{N}_-]+/gu, "-")
  const ending = `-${sha256(whole).slice(0, 6)}`
  // A name that has lost all of a part would be that of every other that lost it too.
  const lost = [basename(data, extname(data)), target].some((part) => !/[\p{L}\p{N}]/u.test(part))
  const short = shortened(name)
  return short === name && !lost ? name : `${short}${ending}`
}

/** Up to 60 letters, and as many as the name of a folder, where those of other scripts are written as %XX, has room for. */
function shortened(name: string): string {
  const letters = [...name].slice(0, 60)
  while (folderName(letters.join("")).length > longest) letters.pop()
  return letters.join("")
}

/** File systems take 255; the digest and what is made beside the folder need some. */
const longest = 200
