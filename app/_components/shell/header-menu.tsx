/** On narrow screens: what has no room in the header. */
"use client";

import { Menu } from "@base-ui/react/menu";
import controls from "../controls/controls.module.css";
import menu from "../controls/menu.module.css";
import styles from "./header-menu.module.css";
import { LinesIcon } from "./icons.tsx";
import { openDialog } from "./open-dialog.ts";
import { toggleRail } from "./rail-toggle.ts";
import { switchTheme } from "./theme.ts";

export function HeaderMenu() {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className={`${controls.button} ${controls.ghost} ${controls.icon} ${styles.button}`}
        aria-label="Menu"
      >
        <LinesIcon size={16} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={2} align="end" className={menu.place}>
          <Menu.Popup className={menu.menu}>
            <Menu.Item className={menu.item} onClick={() => void toggleRail()}>
              Run, time, names and tags
            </Menu.Item>
            <Menu.Item className={menu.item} onClick={switchTheme}>
              Light or dark
            </Menu.Item>
            <Menu.Item className={menu.item} onClick={() => openDialog("keys")}>
              Keys
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
