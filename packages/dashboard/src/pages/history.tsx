/** To come. */
export default function History() {
  return <p className="lack">This page is not there yet.</p>
}
