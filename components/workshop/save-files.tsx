/** Hands bytes that were made in this page to the browser's own saving. Nothing is sent anywhere. */
export function saveBytes(name: string, bytes: Uint8Array, type = "application/octet-stream"): void {
	const address = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type }))
	const anchor = document.createElement("a")
	anchor.href = address
	anchor.download = name
	anchor.click()
	setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
