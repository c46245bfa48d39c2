import { toBase64 } from "#base/bytes"

/** A text as the action that keeps a CA takes files: Base64 of its UTF-8. */
export function asBase64(text: string): string {
	return toBase64(new TextEncoder().encode(text))
}

/** A file that a person chose, as Base64. */
export async function fileAsBase64(file: File): Promise<string> {
	return toBase64(new Uint8Array(await file.arrayBuffer()))
}
