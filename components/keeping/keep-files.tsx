"use client"

import { useState } from "react"
import { fileAsBase64 } from "./file-base64.tsx"
import { FilesField } from "./files-field.tsx"
import { KeepAuthority } from "./keep-authority.tsx"
import type { KeepOutcome } from "./keeping-types.tsx"

const filesMax = 10
const bytesMax = 256 * 1_024

/** Keeps a CA that exists already, from its files. They are sent only when the button is pressed. */
export function KeepFiles({
	keep,
}: {
	readonly keep: (given: {
		readonly files: readonly string[]
		readonly passphrase?: string
	}) => Promise<KeepOutcome>
}) {
	const [files, setFiles] = useState<readonly File[]>([])
	const problem = problemOf(files)
	return (
		<div className="flex flex-col gap-3">
			<FilesField
				label="Files of the CA"
				help="Its certificate and its private key, and the CAs above it: PEM, DER, PKCS #8 or PKCS #12. The passphrase below opens an encrypted key, too."
				problem={problem}
				onFiles={setFiles}
			/>
			<KeepAuthority
				subject="The CA"
				isReady={files.length > 0 && problem === undefined}
				keep={async (passphrase) =>
					keep({
						files: await Promise.all(files.map(fileAsBase64)),
						...(passphrase === undefined ? {} : { passphrase }),
					})
				}
			/>
		</div>
	)
}

function problemOf(files: readonly File[]): { readonly text: string } | undefined {
	if (files.length > filesMax) return { text: `At most ${filesMax} files are taken.` }
	const long = files.find(({ size }) => size > bytesMax)
	return long === undefined ? undefined : { text: `${long.name} is larger than 256 KiB: that is no CA.` }
}
