import type { HandshakeMessage } from "../wire/handshake-message.ts"

/** Parts of a readable message that were not read, in words: broken extensions, a chain that was cut. */
export function unreadParts(name: string, { fields }: HandshakeMessage): string[] {
	const isCut = fields.kind === "certificate" && fields.isCut
	const cut = isCut ? [`too-large: ${name} holds more certificates than are read`] : []
	const extensions = "extensions" in fields ? fields.extensions : []
	const broken = extensions.filter((extension) => extension.kind === "unreadable")
	return [...cut, ...broken.map(({ problem }) => `unreadable extension in ${name}: ${problem}`)]
}
