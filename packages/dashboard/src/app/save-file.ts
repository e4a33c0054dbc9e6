/** Hands a file to the reader's browser. */
export function saveFile(name: string, type: string, body: BlobPart): void {
  const address = URL.createObjectURL(new Blob([body], { type }))
  const link = document.createElement("a")
  link.href = address
  link.download = name
  link.click()
  // The browser has the file once the click is through; a moment later it is safe to let it go.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
