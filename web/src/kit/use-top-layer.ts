// Lifts a list into the browser's top layer under its box: no edge of a dialog or grid cuts it, and nothing else is hidden from assistive tools.
import { useLayoutEffect, useRef, type RefObject } from 'react';

const gap = 4;
const roomWanted = 240;

export function useTopLayer<Element extends HTMLElement>(anchor: RefObject<HTMLElement | null>): RefObject<Element | null> {
  const layer = useRef<Element>(null);
  useLayoutEffect(() => {
    const element = layer.current;
    if (!element) return;
    const place = () => {
      const box = anchor.current?.getBoundingClientRect();
      if (!box) return;
      const below = window.innerHeight - box.bottom;
      const goesUp = below < roomWanted && box.top > below;
      element.style.left = `${box.left}px`;
      element.style.minWidth = `${box.width}px`;
      element.style.top = goesUp ? 'auto' : `${box.bottom + gap}px`;
      element.style.bottom = goesUp ? `${window.innerHeight - box.top + gap}px` : 'auto';
    };
    element.showPopover();
    place();
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
    };
  }, [anchor]);
  return layer;
}
