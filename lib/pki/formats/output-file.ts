/** A file to be written or downloaded. */
export interface OutputFile {
	/** Without a folder. */
	readonly name: string
	readonly bytes: Uint8Array
	/** It holds a private key: only its owner may read it. */
	readonly secret: boolean
}
