"use client"

import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react"
import { cn } from "#components/ui/class-names"

/**
 * Takes files that are dropped anywhere on the page, and hands out a way to choose them. Nothing is uploaded by either;
 * a file that misses the middle must not take the place of the page either, as browsers would have it.
 */
export function DropZone({
	onFiles,
	label = "Capture and key log files",
	className,
	children,
}: {
	readonly onFiles: (files: readonly File[]) => void
	/** What the files are, for screen readers. */
	readonly label?: string
	readonly className?: string
	readonly children: (choose: () => void) => ReactNode
}) {
	const input = useRef<HTMLInputElement>(null)
	const [isOver, setIsOver] = useState(false)
	const onDropped = useEffectEvent((files: readonly File[]) => {
		setIsOver(false)
		if (files.length > 0) onFiles(files)
	})
	useEffect(() => {
		const onDrag = (event: DragEvent) => {
			if (!event.dataTransfer?.types.includes("Files")) return
			event.preventDefault()
			setIsOver(event.type !== "dragleave" || event.relatedTarget !== null)
		}
		const onDrop = (event: DragEvent) => {
			if (!event.dataTransfer?.types.includes("Files")) return
			event.preventDefault()
			onDropped([...event.dataTransfer.files])
		}
		const dragging = ["dragenter", "dragover", "dragleave"] as const
		for (const type of dragging) window.addEventListener(type, onDrag)
		window.addEventListener("drop", onDrop)
		return () => {
			for (const type of dragging) window.removeEventListener(type, onDrag)
			window.removeEventListener("drop", onDrop)
		}
	}, [])
	return (
		<div
			data-drop={isOver ? "over" : undefined}
			className={cn(className, isOver && "rounded-md outline-2 outline-focus outline-offset-8")}
		>
			<input
				ref={input}
				type="file"
				multiple
				aria-label={label}
				className="sr-only"
				tabIndex={-1}
				onChange={(event) => {
					onFiles([...(event.target.files ?? [])])
					event.target.value = ""
				}}
			/>
			{children(() => input.current?.click())}
		</div>
	)
}
