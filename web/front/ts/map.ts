// The map beside the list: the same places as pins, on a calm ground unless the operator set
// tiles. The list stays the primary view; a pin opens the place, and pin and card light up
// together. It asks nobody for anything but those tiles.

import L from 'leaflet';
import { find, make } from './dom';

/** A listing with a point, as its card says it. */
interface Spot {
  card: HTMLElement;
  at: L.LatLng;
  name: string;
  href: string;
  state: string;
  status: string;
}

const ZOOM_MAX = 18;
const ZOOM_ALONE = 16;
const PAN_PX = 140;
const PIN: [number, number] = [30, 36];
// The buttons stand in two corners: no pin begins below them.
const CLEAR_OF_BUTTONS = { paddingTopLeft: L.point(64, 48), paddingBottomRight: L.point(48, 104) };
const WAYS = { up: [0, -PAN_PX], left: [-PAN_PX, 0], down: [0, PAN_PX], right: [PAN_PX, 0] } as const;
const ARROWS = { up: '↑', left: '←', down: '↓', right: '→' } as const;
// A gable with one window in two halves: lit, half lit or dark by its state.
const PIN_SVG =
  '<svg viewBox="0 0 30 36" width="30" height="36" aria-hidden="true"><path class="pin-wall" d="M3 29V12h4V7h4V2h8v5h4v5h4v17H19l-4 6-4-6z"/><path class="pin-window" d="M9 14h12v10H9z"/><path class="pin-window pin-half" d="M9 14h6v10H9z"/></svg>';

export function draw(box: HTMLElement): void {
  const spots = [...document.querySelectorAll<HTMLElement>('[data-latitude]')].flatMap(spotOf);
  const here = pointOf(box.dataset['here']);
  if (spots.length === 0 && !here) {
    box.hidden = true;
    return;
  }
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', box.dataset['label'] ?? '');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(box, {
    maxZoom: ZOOM_MAX,
    zoomControl: false,
    scrollWheelZoom: false,
    fadeAnimation: !calm,
    zoomAnimation: !calm,
    markerZoomAnimation: !calm,
  });
  map.attributionControl.setPrefix(false);
  // First the frame: what is added to a map without one is not drawn yet.
  const all = [...spots.map((spot) => spot.at), ...(here ? [here] : [])];
  const frame = frameOf(box.dataset['frame']);
  if (frame) map.fitBounds(frame, { animate: false });
  else map.fitBounds(L.latLngBounds(all), { ...CLEAR_OF_BUTTONS, maxZoom: ZOOM_ALONE, animate: false });
  ground(map, box);
  buttons(map, box);
  searchHere(map, box);
  if (here) L.circleMarker(here, { radius: 9, className: 'here', fillOpacity: 1, interactive: false }).addTo(map);
  for (const spot of spots) pin(map, spot);
}

function ground(map: L.Map, box: HTMLElement): void {
  const { tiles, attribution } = box.dataset;
  if (tiles) L.tileLayer(tiles, { maxZoom: ZOOM_MAX, attribution: attribution ?? '' }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
}

/** Zooming and moving by buttons, for who cannot drag. */
function buttons(map: L.Map, box: HTMLElement): void {
  const { zoomIn = '+', zoomOut = '−' } = box.dataset;
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  const labels = (box.dataset['pan'] ?? '').split('|');
  const pan = make('div', { class: 'map-pan leaflet-control' });
  Object.entries(WAYS).forEach(([way, by], index) => {
    const arrow = ARROWS[way as keyof typeof ARROWS];
    const button = make('button', { type: 'button', 'data-way': way, 'aria-label': labels[index] || arrow }, arrow);
    button.addEventListener('click', () => map.panBy(L.point(by[0], by[1])));
    pan.append(button);
  });
  L.DomEvent.disableClickPropagation(pan);
  const Pan = L.Control.extend({ onAdd: () => pan });
  new Pan({ position: 'bottomright' }).addTo(map);
}

/** Once somebody has moved the map: a button that asks the same about what is shown now. */
function searchHere(map: L.Map, box: HTMLElement): void {
  const words = box.dataset['searchHere'];
  if (!words) return;
  const place = make('div', { class: 'map-search' });
  const button = make('button', { type: 'button' }, words);
  place.hidden = true;
  place.append(button);
  box.append(place);
  L.DomEvent.disableClickPropagation(place);
  map.on('moveend', () => {
    place.hidden = false;
  });
  button.addEventListener('click', () => {
    const frame = map.getBounds();
    const { searchParams } = new URL(location.href);
    const corners = [frame.getSouth(), frame.getWest(), frame.getNorth(), frame.getEast()];
    searchParams.set('kader', corners.map((degrees) => degrees.toFixed(3)).join(','));
    // The page of the list belongs to the old frame.
    searchParams.delete('na');
    location.assign(`/zoeken?${searchParams}`);
  });
}

/** A pin is for the pointer: keyboard and screen reader have the same link in the list. */
function pin(map: L.Map, spot: Spot): void {
  const icon = L.divIcon({ className: 'pin', html: PIN_SVG, iconSize: PIN, iconAnchor: [PIN[0] / 2, PIN[1]], tooltipAnchor: [0, -PIN[1]] });
  const marker = L.marker(spot.at, { icon, keyboard: false, riseOnHover: true }).addTo(map);
  const words = make('span', {});
  words.append(make('b', {}, spot.name), spot.status);
  marker.bindTooltip(words, { direction: 'top' });
  marker.on('click', () => location.assign(spot.href));
  const element = marker.getElement();
  if (!element) return;
  element.dataset['state'] = spot.state;
  element.setAttribute('aria-hidden', 'true');
  const light = (on: boolean): void => {
    spot.card.classList.toggle('is-shown', on);
    element.classList.toggle('is-shown', on);
    marker.setZIndexOffset(on ? 1000 : 0);
  };
  for (const part of [spot.card, element]) {
    for (const on of ['pointerenter', 'focusin']) part.addEventListener(on, () => light(true));
    for (const off of ['pointerleave', 'focusout']) part.addEventListener(off, () => light(false));
  }
}

function spotOf(card: HTMLElement): Spot[] {
  const at = pointOf(`${card.dataset['latitude']},${card.dataset['longitude']}`);
  const link = find<HTMLAnchorElement>(card, '.card-name a');
  const status = find<HTMLElement>(card, '.status');
  if (!at || !link) return [];
  return [{
    card,
    at,
    name: link.textContent ?? '',
    href: link.href,
    state: status?.dataset['state'] ?? 'unknown',
    status: status?.textContent?.trim() ?? '',
  }];
}

function frameOf(text: string | undefined): L.LatLngBounds | null {
  const [south, west, north, east] = (text ?? '').split(',');
  const [low, high] = [pointOf(`${south},${west}`), pointOf(`${north},${east}`)];
  return low && high ? L.latLngBounds(low, high) : null;
}

function pointOf(text: string | undefined): L.LatLng | null {
  const [latitude, longitude] = (text ?? '').split(',').map(Number.parseFloat);
  const known = Number.isFinite(latitude) && Number.isFinite(longitude);
  return known ? L.latLng(latitude as number, longitude as number) : null;
}
