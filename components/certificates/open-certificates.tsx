import { FolderOpen } from "lucide-react"
import { Button } from "#components/ui/button"
import { PasteField } from "./paste-field.tsx"

const kinds = [
	["Certificates and chains", "PEM, DER, PKCS #7. Which link is missing, and what each runtime would say."],
	["Private keys", "PKCS #8, PKCS #1, SEC 1, encrypted too. Which certificate they belong to."],
	["Keystores", "PKCS #12, JKS, JCEKS. Wrong password, damage and wrong format are told apart."],
	["Requests and SVIDs", "Whom a CSR asks for; every rule of the X.509-SVID standard, passed or not."],
] as const

/** What stands here before anything is given: where to drop it, and what can be read. */
export function OpenCertificates({
	onChoose,
	onText,
}: {
	readonly onChoose: () => void
	readonly onText: (text: string) => void
}) {
	return (
		<>
			<section
				aria-label="Give certificates"
				className="flex flex-col items-center gap-3 rounded-md border border-line-strong border-dashed bg-surface-raised px-4 py-10 text-center"
			>
				<p className="font-medium text-lg">Drop files here, as many as belong together.</p>
				<Button variant="primary" onClick={onChoose}>
					<FolderOpen aria-hidden />
					Choose files
				</Button>
				<div className="w-full max-w-xl">
					<PasteField onText={onText} />
				</div>
			</section>
			<dl aria-label="What can be read" className="mt-6 grid gap-x-10 gap-y-4 sm:grid-cols-2">
				{kinds.map(([kind, text]) => (
					<div key={kind}>
						<dt className="font-semibold">{kind}</dt>
						<dd className="text-ink-soft text-sm">{text}</dd>
					</div>
				))}
			</dl>
		</>
	)
}
