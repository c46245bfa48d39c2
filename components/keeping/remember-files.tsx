"use client"

import { useId, useState } from "react"
import { err, ok } from "#base/result"
import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"
import type { RememberAction } from "./keeping-types.tsx"
import { RememberCertificates } from "./remember-certificates.tsx"

const bytesMax = 1_024 * 1_024

/** Remembers the certificates of files. The files are read in the page, and only certificates are sent. */
export function RememberFiles({ remember }: { readonly remember: RememberAction }) {
	const id = useId()
	const [files, setFiles] = useState<readonly File[]>([])
	const long = files.find(({ size }) => size > bytesMax)
	const problem = long === undefined ? undefined : { text: `${long.name} is larger than 1 MiB.` }
	return (
		<div className="flex flex-col gap-3">
			<Field
				id={id}
				label="Files with certificates"
				help="PEM, DER or PKCS #7. They are read in this page: a private key in them stays here, and only certificates are sent."
				problem={problem}
			>
				{(props) => (
					<Input
						{...props}
						type="file"
						multiple
						className="h-auto max-w-md py-1.5"
						onChange={(event) => setFiles([...(event.target.files ?? [])])}
					/>
				)}
			</Field>
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
