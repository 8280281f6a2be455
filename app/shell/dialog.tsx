/** A titled dialog that a key or a menu opens. */
"use client";

import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { KeyCaps } from "../ui/key-caps.tsx";
import styles from "./dialogs.module.css";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function TitledDialog({
  title,
  open,
  onClose,
  children,
}: DialogProps & { readonly title: string; readonly children: ReactNode }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup className={styles.popup}>
          <div className={styles.head}>
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className={styles.esc} aria-label="Close, Esc">
              <KeyCaps keys="Escape" />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
