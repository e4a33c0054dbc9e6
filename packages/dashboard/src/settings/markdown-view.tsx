import { Fragment } from "react"
import { markdown, type Inline } from "./markdown.ts"

/** A note as it reads. Elements are made here one by one; no text of a person becomes markup. */
export function Markdown({ source }: { readonly source: string }) {
  return (
    <div className="prose">
      {markdown(source).map((block, i) => {
        if (block.is === "code")
          return (
            <pre key={i}>
              <code>{block.text}</code>
            </pre>
          )
        if (block.is === "paragraph")
          return (
            <p key={i}>
              <Pieces of={block.of} />
            </p>
          )
        const items = block.items.map((item, k) => (
          <li key={k}>
            <Pieces of={item} />
          </li>
        ))
        return block.ordered ? <ol key={i}>{items}</ol> : <ul key={i}>{items}</ul>
      })}
    </div>
  )
}

const Pieces = ({ of }: { readonly of: readonly Inline[] }) =>
  of.map((piece, i) => {
    switch (piece.is) {
      case "text":
        return <Fragment key={i}>{piece.text}</Fragment>
      case "code":
        return <code key={i}>{piece.text}</code>
      case "bold":
        return (
          <strong key={i}>
            <Pieces of={piece.of} />
          </strong>
        )
      case "link":
        return (
          <a key={i} href={piece.to} rel="noreferrer noopener nofollow" target="_blank">
            {piece.text}
          </a>
        )
    }
  })
