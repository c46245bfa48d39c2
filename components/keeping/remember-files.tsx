"use client"

import { useState } from "react"
import { err, ok } from "#base/result"
import { FilesField } from "./files-field.tsx"
import type { RememberAction } from "./keeping-types.tsx"
import { RememberCertificates } from "./remember-certificates.tsx"

const bytesMax = 1_024 * 1_024

/** Remembers the certificates of files. The files are read in the page, and only certificates are sent. */
export function RememberFiles({ remember }: { readonly remember: RememberAction }) {
	const [files, setFiles] = useState<readonly File[]>([])
	const long = files.find(({ size }) => size > bytesMax)
	const problem = long === undefined ? undefined : { text: `${long.name} is larger than 1 MiB.` }
	return (
		<div className="flex flex-col gap-3">
			<FilesField
				label="Files with certificates"
				help="PEM, DER or PKCS #7. They are read in this page: a private key in them stays here, and only certificates are sent."
				problem={problem}
				onFiles={setFiles}
			/>
			<RememberCertificates
				remember={remember}
				isReady={files.length > 0 && problem === undefined}
				certificates={async () => {
					const { gatherPieces } = await import("#pki/gather-pieces")
					const bytes = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())))
					const pieces = await gatherPieces(bytes, undefined)
					return pieces.ok
						? ok(pieces.value.certificates)
						: err(pieces.error.map(({ text }) => text).join(" "))
				}}
			/>
		</div>
	)
}
