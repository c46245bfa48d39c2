"use client"

import { CircleAlert, Download } from "lucide-react"
import { type ReactNode, useEffect, useRef } from "react"
import { Button } from "#components/ui/button"
import { cn } from "#components/ui/class-names"
import { CopyButton } from "#components/ui/copy-button"
import { Mono } from "#components/ui/mono"
import { RuleLink } from "#components/ui/rule-link"
import { absoluteWords } from "#components/ui/time"
import { ValidityBar } from "#components/ui/validity-bar"
import type { CertificateDescription } from "#x509/description"
import { type ChainNode, fingerprintWords } from "./chain-view.tsx"

const roleWords = {
	leaf: "leaf",
	intermediate: "intermediate",
	root: "root",
	anchor: "trust anchor",
	missing: "missing",
	stranger: "not part of the chain",
} as const satisfies Record<ChainNode["role"], string>

/** One certificate: who, for what, how long, which key, and its faults right there. */
export function ChainCertificate({
	node,
	isMarked,
	isFile = false,
}: {
	readonly node: ChainNode
	readonly isMarked: boolean
	/** True when the certificates were given as files: then nobody sent them. */
	readonly isFile?: boolean
}) {
	const box = useRef<HTMLDivElement>(null)
	useEffect(() => {
		if (isMarked) box.current?.scrollIntoView({ block: "nearest" })
	}, [isMarked])
	const { certificate } = node
	return (
		<div
			ref={box}
			data-role={node.role}
			className={cn(
				"scroll-mt-16 rounded-md border border-line bg-surface-raised px-4 py-3",
				node.role === "missing" && "border-broken border-dashed bg-transparent",
				node.faults.length > 0 && "border-broken-line",
				isMarked && "outline-2 outline-focus outline-offset-2",
			)}
		>
			<div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
				<h2 className="min-w-0 font-semibold">
					<Mono>{node.title}</Mono>
					<span className="ml-2 font-normal text-ink-faint text-sm">
						{roleWords[node.role]}
						{node.sent === undefined ? "" : `, ${isFile ? "given" : "sent"} as number ${node.sent + 1}`}
					</span>
				</h2>
				{certificate === undefined ? null : (
					<ValidityBar notBefore={certificate.notBefore} notAfter={certificate.notAfter} />
				)}
			</div>
			{node.role === "missing" ? (
				<p className="mt-1 text-ink-soft text-sm wrap-anywhere">
					{isFile ? "Neither given" : "Neither sent by the server"} nor among the trust anchors ({node.source}
					).
				</p>
			) : null}
			{node.belongs === undefined ? null : (
				<p className="mt-1 max-w-prose font-medium wrap-anywhere">{node.belongs}</p>
			)}
			{node.source !== undefined && node.role !== "missing" ? (
				<p className="mt-1 text-secure text-sm wrap-anywhere">Trusted because of {node.source}.</p>
			) : null}
			{node.faults.map((fault) => (
				<p key={`${fault.rule} ${fault.text}`} className="mt-1 flex gap-1.5 text-broken text-sm">
					<CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
					<span className="min-w-0 wrap-anywhere">
						{fault.text} <RuleLink rule={fault.rule} isAside={isFile} />
					</span>
				</p>
			))}
			{certificate === undefined ? null : <Facts certificate={certificate} />}
			{node.unreadable === undefined ? null : (
				<div className="mt-2 text-sm">
					<p className="text-broken wrap-anywhere">{node.unreadable.problem}</p>
					<pre className="mt-1 max-h-40 overflow-auto whitespace-pre-wrap rounded-md bg-surface-sunken p-2 font-mono text-xs break-all">
						{node.unreadable.hex.slice(0, 2_048)}
					</pre>
				</div>
			)}
		</div>
	)
}

function Facts({ certificate }: { readonly certificate: CertificateDescription }) {
	const { sans } = certificate
	const names = [
		...sans.dns.map((name) => `DNS ${name}`),
		...sans.ip.map((name) => `IP ${name}`),
		...sans.uri.map((name) => `URI ${name}`),
		...sans.email.map((name) => `mail ${name}`),
	]
	const usage = [...(certificate.keyUsage ?? []), ...(certificate.eku ?? [])]
	return (
		<>
			<dl className="mt-2 grid gap-x-6 gap-y-1 text-sm lg:grid-cols-2">
				<Fact name="Subject">
					<Mono>{certificate.subject === "" ? "empty" : certificate.subject}</Mono>
				</Fact>
				<Fact name="Issuer">
					<Mono>{certificate.issuer === "" ? "empty" : certificate.issuer}</Mono>
				</Fact>
				<Fact name="Names">
					{names.length === 0 ? (
						<span className="text-ink-faint">none</span>
					) : (
						<Mono>{names.slice(0, namesMax).join(", ")}</Mono>
					)}
					{names.length > namesMax ? (
						<span className="text-ink-faint"> and {names.length - namesMax} more</span>
					) : null}
				</Fact>
				<Fact name="Usage">
					{usage.length === 0 ? (
						<span className="text-ink-faint">not restricted</span>
					) : (
						<Mono>{usage.join(", ")}</Mono>
					)}
				</Fact>
				<Fact name="Key">
					<Mono>{keyWords(certificate)}</Mono>
				</Fact>
				<Fact name="Valid">
					<span className="tabular">
						{absoluteWords(certificate.notBefore)} – {absoluteWords(certificate.notAfter)}
					</span>
				</Fact>
				<Fact name="SHA-256" wide>
					<Mono>{fingerprintWords(certificate.sha256)}</Mono>
					<CopyButton text={certificate.sha256} label="Copy fingerprint" className="ml-1 align-middle" />
				</Fact>
			</dl>
			<div className="mt-2 flex flex-wrap gap-2 print:hidden">
				<CopyButton text={certificate.pem} label="Copy PEM" shows="label" />
				<Button size="sm" onClick={() => download(`${certificate.sha256.slice(0, 16)}.pem`, certificate.pem)}>
					<Download aria-hidden />
					Download
				</Button>
			</div>
		</>
	)
}

const namesMax = 40

function Fact({
	name,
	wide = false,
	children,
}: {
	readonly name: string
	readonly wide?: boolean
	readonly children: ReactNode
}) {
	return (
		<div className={cn("grid grid-cols-[4.5rem_minmax(0,1fr)] gap-2", wide && "lg:col-span-2")}>
			<dt className="text-ink-faint">{name}</dt>
			<dd className="min-w-0">{children}</dd>
		</div>
	)
}

function keyWords(certificate: CertificateDescription): string {
	const size = certificate.keyType === "RSA" ? ` ${certificate.keyBits} bits` : ""
	return `${certificate.keyType}${size}, signed with ${certificate.signatureAlgorithm}`
}

/** Hands a text to the browser as a file. */
function download(name: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: "application/x-pem-file" }))
	const link = document.createElement("a")
	link.href = url
	link.download = name
	link.click()
	URL.revokeObjectURL(url)
}
