// Every page is HTML that works without this script. What follows only saves steps: suggestions
// while typing, one's own location on request, filters that answer at once, a map where there is
// one, a street whose lights change without a new page. Nothing here asks another origin.

import { enhanceBalance } from './balance';
import { enhanceBeginning } from './begin';
import { enhanceCounted } from './counted';
import { enhanceAddresses, enhanceFilters } from './filters';
import { enhanceLive } from './live';
import { enhanceHere, enhanceLocate } from './locate';
import { enhanceMap } from './map-when-seen';
import { enhanceQueue } from './queue';
import { enhanceShare } from './share';
import { enhanceStreet } from './street';
import { enhanceSuggestions } from './suggest';
import { enhanceWallet } from './wallet';

function enhance(root: ParentNode): void {
  enhanceSuggestions(root);
  enhanceLocate(root);
  enhanceHere(root);
  enhanceShare(root);
  enhanceCounted(root);
  enhanceMap(root);
  enhanceFilters(root, enhance);
  enhanceStreet(root);
  enhanceBeginning(root);
  enhanceWallet(root);
  enhanceBalance(enhance);
}

enhanceAddresses();
enhanceQueue(document);
enhance(document);
enhanceLive(enhance);
// A page that was swapped in place is fetched anew when somebody goes back to it.
addEventListener('popstate', () => location.reload());
