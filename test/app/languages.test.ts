import { expect, it } from 'vitest';
import { catalogues, isLoaded, loadLanguage } from '../../src/lib/app/messages.ts';
import { settingsCatalogues } from '../../src/lib/app/settings-messages.ts';

it('French is English until it was loaded, and French in every catalogue from then on', async () => {
	expect([isLoaded('en'), isLoaded('fr')]).toEqual([true, false]);
	expect(catalogues.fr).toBe(catalogues.en);
	expect(settingsCatalogues.fr.sound.music).toBe('Music mode');
	await loadLanguage('fr');
	expect(isLoaded('fr')).toBe(true);
	expect(catalogues.fr.bar.leave).toBe('Quitter');
	expect(settingsCatalogues.fr.sound.music).toBe('Mode musique');
	expect(settingsCatalogues.fr).toBe(settingsCatalogues.fr);
});
