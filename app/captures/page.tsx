import type { Metadata } from "next"
import { CapturesScreen } from "#components/captures/captures-screen"

export const metadata: Metadata = { title: "Captures" }

/** A capture, opened in the browser. No file, and nothing of one, ever reaches the server. */
export default function CapturesPage() {
	return <CapturesScreen />
}
