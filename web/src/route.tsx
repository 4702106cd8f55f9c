import { type MouseEvent, type ReactNode, useSyncExternalStore } from 'react';

const MOVED = 'hikeshi:moved';

export function go(path: string, replace = false): void {
  if (replace) history.replaceState(null, '', path);
  else {
    history.pushState(null, '', path);
    scrollTo(0, 0);
  }
  dispatchEvent(new Event(MOVED));
}

const listen = (moved: () => void) => {
  addEventListener('popstate', moved);
  addEventListener(MOVED, moved);
  return () => {
    removeEventListener('popstate', moved);
    removeEventListener(MOVED, moved);
  };
};

export const usePath = (): string => useSyncExternalStore(listen, () => location.pathname);

export function Link({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} className={className} onClick={follow}>
      {children}
    </a>
  );
}
