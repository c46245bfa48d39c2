import Link from "next/link"
import type { ReactNode } from "react"
import Markdown, { type Components } from "react-markdown"
import { address } from "#components/ui/address"
import { isDrawable, noteLink } from "./note-bounds.tsx"

/** A team note as a page: Markdown without HTML, links to http(s) and to our own pages, no image is fetched. */
export function NoteText({ text }: { readonly text: string }) {
	if (!isDrawable(text)) {
		return (
			<>
				<p className="text-ink-faint text-sm">Shown as typed: too long or too deeply nested to be drawn.</p>
				<pre className="max-h-96 overflow-auto whitespace-pre-wrap font-mono text-xs leading-5 wrap-anywhere">
					{text}
				</pre>
			</>
		)
	}
	return (
		<div className="flex max-w-prose flex-col gap-2 wrap-anywhere">
			<Markdown components={components} urlTransform={(url) => noteLink(url) ?? ""}>
				{text}
			</Markdown>
		</div>
	)
}

/** Headings of a note stand below the page's own. */
function NoteHeading({ children }: { readonly children?: ReactNode }) {
	return <h3 className="font-semibold">{children}</h3>
}

function NoteAnchor({
	href,
	children,
}: {
	readonly href?: string | undefined
	readonly children?: ReactNode
}) {
	if (href === undefined || href === "") return <span>{children}</span>
	if (href.startsWith("/")) {
		return (
			<Link href={address(href)} className="link">
				{children}
			</Link>
		)
	}
	return (
		<a href={href} rel="noopener noreferrer" className="link">
			{children}
		</a>
	)
}

const components: Components = {
	h1: NoteHeading,
	h2: NoteHeading,
	h3: NoteHeading,
	h4: NoteHeading,
	h5: NoteHeading,
	h6: NoteHeading,
	a: ({ href, children }) => <NoteAnchor href={href}>{children}</NoteAnchor>,
	img: ({ src, alt }) => (
		<NoteAnchor href={typeof src === "string" ? src : undefined}>
			{alt === undefined || alt === "" ? "image" : `image: ${alt}`}
		</NoteAnchor>
	),
	ul: ({ children }) => <ul className="list-disc pl-5">{children}</ul>,
	ol: ({ children }) => <ol className="list-decimal pl-5">{children}</ol>,
	blockquote: ({ children }) => (
		<blockquote className="border-line-strong border-l-2 pl-3 text-ink-soft">{children}</blockquote>
	),
	code: ({ children }) => <code className="font-mono text-xs">{children}</code>,
	pre: ({ children }) => (
		<pre className="whitespace-pre-wrap rounded-md border border-line bg-surface-sunken px-3 py-1.5 font-mono text-xs leading-5 wrap-anywhere">
			{children}
		</pre>
	),
	hr: () => <hr className="border-line" />,
}
