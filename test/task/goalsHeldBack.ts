import type { IGoal } from './goals';

// Goals that were written without a look at the rules that read goals. Rules have been
// made by them since; those that none was made by are in goalsKeptApart.ts.

type Row = [string, string, string, string];

// [language, goal, columns, target]; names may have blanks, so columns are
// separated by "; ". A column's values stand behind "=".
const rows: Row[] = [
  [
    'en',
    "Which level of lead will be found in a child's blood? We have the lead in the tap water, the lead in the garden soil and the year in which the home was built.",
    'Child ID; Age (months); Year built; Water lead (ug/L); Soil lead (mg/kg); Blood lead (ug/dL)',
    'Blood lead (ug/dL)'
  ],
  [
    'en',
    'Hotel cancellations',
    'hotel=City|Resort; lead_time; adults; children; previous_cancellations; is_canceled=0|1',
    'is_canceled'
  ],
  [
    'en',
    'cultivar, please',
    'alcohol; malic_acid; ash; hue; proline; cultivar=1|2|3',
    'cultivar'
  ],
  [
    'en',
    "Hi there,\n\nTom from logistics again. Last year we lost quite some money because pallets reached the customer too late and he charged us a penalty for every single one. I've attached an export of our system with the carrier, weight_kg, distance_km, the hour of departure and the penalty that we paid in the end (which nobody knows beforehand, of course).\n\nWhat I'd love to have by Friday: something that tells me for a new shipment whether it's going to be late.\n\nThanks a bunch\nTom",
    'shipment_no; carrier=DHL|UPS|DPD; weight_kg; distance_km; departure_hour; penalty_eur; late=yes|no',
    'late'
  ],
  [
    'en',
    'Predict price_per_sqm for flats in the city. Leave out price since together with sqm it gives the answer away.',
    'flat_id; price; sqm; floor; district=north|centre|south; price_per_sqm',
    'price_per_sqm'
  ],
  [
    'en',
    'Not the temperature but the humidity inside of the greenhouse is to be forecast, one hour ahead.',
    'outside_temp; sun_wm2; vents_open=0|1; inside_temp; inside_humidity_next_hour',
    'inside_humidity_next_hour'
  ],
  [
    'en',
    'Tell stars, galaxies and quasars apart using the magnitudes u, g, r, i, z and the redshift.',
    'objid; ra; dec; u; g; r; i; z; redshift; class=STAR|GALAXY|QSO',
    'class'
  ],
  [
    'en',
    'How many goals does the home side score? Neither the goals of the away side nor the final result may be used; they are known only after the match.',
    'season; home_team=Leeds|Fulham; away_team=Fulham|Leeds; home_shots_avg; away_goals; home_goals; result=H|D|A',
    'home_goals'
  ],
  [
    'en',
    'Will the new hire still be with us after twelve months?',
    'hire_date; department=IT|Sales|Legal; salary_band=A|B|C; commute_km; interview_score; stayed_12m=Y|N',
    'stayed_12m'
  ],
  [
    'en',
    'The viscossity of the polymer melt should be predicted; temperature, shear rate and molecular weight are given.',
    'Temperature (°C); ShearRate (1/s); MolWeight (kDa); Viscosity (Pa·s)',
    'Viscosity (Pa·s)'
  ],
  [
    'en',
    'Columns:\n- encounter_id, a running number\n- age, in years\n- num_medications, how many drugs were given\n- time_in_hospital, days until discharge\n- readmitted_30d\n\nFind the patients who come back to hospital within 30 days. I care about recall.',
    'encounter_id; age; num_medications; time_in_hospital; readmitted_30d=0|1',
    'readmitted_30d'
  ],
  [
    'en',
    "Knowing both players' ratings, the opening and the number of turns: did white win, did black win or was it a draw?",
    'game_id; white_rating; black_rating; opening_eco=C50|B20|D02; turns; outcome=1-0|0-1|1/2-1/2',
    'outcome'
  ],
  [
    'en',
    'Click-through model. Every row is one impression of an advert on one of our sites. Log loss is what counts.',
    'impression_id; site_category=news|sport; device_type=phone|desktop; banner_pos; hour; clicked=0|1',
    'clicked'
  ],
  [
    'en',
    'Flag steel plates with a defect before they leave the mill. `plate_no` is only a running number.',
    'plate_no; thickness_mm; roll_speed; temp_entry; temp_exit; defective=no|yes',
    'defective'
  ],
  [
    'en',
    "'driver_age', 'car_value' and 'claim_type' are what an agent types in, and he wants to see straight away how much will be paid out on that motor claim.",
    'policy_no; driver_age; car_value; annual_premium; claim_type=glass|theft|collision; claim_amount',
    'claim_amount'
  ],
  [
    'en',
    'Number of overnight stays per month and region; please tune for MAE',
    'region=Tyrol|Carinthia; month; hotels; avg_temp; snow_days; overnight_stays',
    'overnight_stays'
  ],
  [
    'en',
    'Does it rain tomorrow? RainToday may be used, RISK_MM may not (it leaks).',
    'Date; Location=Perth|Cairns; MinTemp; MaxTemp; Humidity3pm; RainToday=Yes|No; RISK_MM; RainTomorrow=No|Yes',
    'RainTomorrow'
  ],
  [
    'en',
    'Sort support tickets into the queue which ought to handle them. All we have when a ticket comes in is its subject and body.',
    'ticket; subject; body; opened_at; queue=billing|technical|sales',
    'queue'
  ],
  [
    'en',
    'Regression of HeatingLoad on RelativeCompactness, SurfaceArea, WallArea and GlazingArea. CoolingLoad is its twin and has to go.',
    'RelativeCompactness; SurfaceArea; WallArea; GlazingArea; CoolingLoad; HeatingLoad',
    'HeatingLoad'
  ],
  [
    'en',
    'cars on the harbour bridge, per hour, next monday',
    'timestamp; weekday; holiday=0|1; rain_mm; toll_usd; cars_per_hour',
    'cars_per_hour'
  ],
  [
    'en',
    'Milk per cow and day. Inputs are "lactation no", "days in milk" and "feed (kg)". Ignore "ear tag".',
    'ear tag; lactation no; days in milk; feed (kg); milk (l/day)',
    'milk (l/day)'
  ],
  [
    'en',
    'Use the balance-sheet ratios X1 to X5 to predict if a firm goes bust within two years.',
    'X1; X2; X3; X4; X5; sector=retail|mining; bankrupt_2y=0|1',
    'bankrupt_2y'
  ],
  [
    'en',
    "G3 is what we're after. G1 and G2 (the marks of the first two terms) are permitted inputs, as are absences and studytime.",
    'school=GP|MS; studytime; absences; G1; G2; G3',
    'G3'
  ],
  [
    'en',
    '## Description\n\nCoral reefs cover less than one percent of the sea floor and still house a quarter of all fish. As the water gets warmer, corals expel their algae and turn white. In this challenge you use measurements from 1,200 dive sites to predict which reefs suffer from bleaching.\n\n## Evaluation\n\nThe area under the ROC curve between the predicted probability and the observed label.\n\n## Data fields\n\n- sample_id - unique number of the dive\n- sst - temperature of the surface of the sea (°C)\n- depth_m - depth of the reef\n- turbidity - how murky the water is\n- bleached - 1 if more than half of the colony was white',
    'sample_id; sst; depth_m; turbidity; bleached=0|1',
    'bleached'
  ],
  [
    'en',
    '# Overview\nAir monitors are expensive. A cheap box that listens to traffic may replace them.\n\n# Submission file\nFor each id of the test set you must predict a value for CO_level. The file should have a header and look like this:\n\nid,CO_level\n5001,0.7\n5002,1.3\n\n# Files\ntrain.csv, test.csv, sample_submission.csv',
    'id; hour; traffic_index; wind; NO2_level; CO_level',
    'CO_level'
  ],
  [
    'en',
    'Can you predict the mileage of a used car from its age, its fuel and the asking price?',
    'make=Ford|Seat|Kia; fuel=petrol|diesel; age_years; asking_price; mileage_km',
    'mileage_km'
  ],
  [
    'en',
    'Anything but `notes` may go in. What comes out should be `lead_quality`.',
    'source=fair|web|phone; pages_viewed; country=US|CA; notes; lead_quality=hot|warm|cold',
    'lead_quality'
  ],
  [
    'en',
    'We run a wind farm and sell power one hour ahead. Wind speed, wind direction and air density are known to us, the output in MW is what we have to announce.',
    'wind_speed; wind_dir; air_density; turbines_online; power_mw',
    'power_mw'
  ],
  [
    'en',
    'We breed dogs & would like to know the adult weight already when a puppy leaves us. Weight at birth, weight at 8 weeks, sex and breed are in the sheet.',
    'breed=beagle|collie; sex=m|f; birth_weight_g; weight_8w_kg; adult_weight_kg',
    'adult_weight_kg'
  ],
  [
    'en',
    'y_2 is the label. y_1 was an older label, throw it away. a to d are measurements.',
    'a; b; c; d; y_1=0|1; y_2=0|1',
    'y_2'
  ],
  [
    'en',
    "Which tables leave more than 15 percent on top of the bill? Known are total_bill, party_size, smoker and day; the tip itself obviously isn't.",
    'total_bill; party_size; smoker=Yes|No; day=Fri|Sat|Sun; tip; big_tip=True|False',
    'big_tip'
  ],
  [
    'en',
    'How many months does someone live on after a diagnosis of lung cancer? (concordance index)',
    'patient; stage=I|II|III|IV; age; pack_years; months_since_first_symptom; survival_months',
    'survival_months'
  ],
  [
    'en',
    'Predicting logS out of the molecular descriptors. SMILES is just there for reference.',
    'SMILES; MolLogP; MolWt; RotBonds; AromaticProportion; logS',
    'logS'
  ],
  [
    'en',
    'Help us to keep forged banknotes out of the till! Variance, skewness, curtosis and entropy come from a wavelet transform of a photo.',
    'variance; skewness; curtosis; entropy; forged=0|1',
    'forged'
  ],
  [
    'en',
    'Dear all,\n\nas discussed on Tuesday, planning the rota has become a nightmare since the flu season. HR was so kind as to put together a sheet with the ward, the age, the overtime and the sick days of last year for everybody. Could one of you build a model that predicts the number of days each nurse is going to be off sick next year? A mean error of two days would be fine.\n\nBest wishes\nPriya',
    'staff_no; ward=A1|A2|B1; age; overtime_hours; sick_days_last_year; sick_days_next_year',
    'sick_days_next_year'
  ],
  [
    'en',
    'Do people subscribe to the term deposit after the phone call? poutcome belongs to the campaign before. Optimise F1.',
    'age; job=admin|services; balance; campaign; poutcome=failure|success; y=no|yes',
    'y'
  ],
  [
    'en',
    "After removing 'VIN' and 'Listing URL', fit 'Asking price ($)' to everything that's left.",
    'VIN; Listing URL; Make=Honda|Dodge; Model year; Odometer (mi); Asking price ($)',
    'Asking price ($)'
  ],
  [
    'en',
    "Video games: I want to predict Global_Sales. NA_Sales, EU_Sales and JP_Sales add up to it and so can't serve as inputs.",
    'Name; Platform=PS4|Wii; Genre=Sports|Puzzle; Critic_Score; NA_Sales; EU_Sales; JP_Sales; Global_Sales',
    'Global_Sales'
  ],
  [
    'en',
    'How happy are people in a country, judging by GDP per capita, healthy life expectancy and freedom?',
    'Country; GDP per capita; Healthy life expectancy; Freedom; Happiness score',
    'Happiness score'
  ],
  [
    'en',
    'Heartbeat type',
    'rr_prev; rr_next; qrs_width; t_amp; beat_type=N|V|A|F',
    'beat_type'
  ],
  [
    'de',
    'Fällt die Maschine in den nächsten 24 Stunden aus?',
    'Maschinen-Nr; Öltemperatur; Vibration; Drehzahl; Betriebsstunden; Ausfall_24h=nein|ja',
    'Ausfall_24h'
  ],
  [
    'de',
    'Die Anzahl der Fahrgäste ist für jede Haltestelle vorherzusagen; gegeben sind Linie, Stunde und Wetter.',
    'stop_id; line=U1|U2; hour; weather=dry|rain; passengers',
    'passengers'
  ],
  [
    'de',
    'Hallo zusammen,\n\nwir betreiben drei Freibäder und wissen morgens nie, wie viel Personal wir an den Kassen brauchen. Im Anhang findet ihr die Zahlen der letzten fünf Sommer: Lufttemperatur, ob Ferien waren, was der Eintritt gekostet hat und so weiter. Könnt ihr mir vorhersagen, wie viele Besucher jeweils kommen?\n\nViele Grüße\nHeike',
    'Bad=Nord|Süd|West; Datum; Lufttemperatur; Ferien=ja|nein; Eintrittspreis; Besucher',
    'Besucher'
  ],
  [
    'de',
    'Kreditausfall erkennen',
    'Kreditnummer; Kreditsumme; Laufzeit (Monate); Einkommen; Kreditausfall=0|1',
    'Kreditausfall'
  ],
  [
    'de',
    'Gesucht ist der „Mietpreis pro m²“. Die „Gesamtmiete“ darf dafür nicht benutzt werden.',
    'Gesamtmiete; Wohnfläche (m²); Baujahr; Bezirk=Mitte|Altona; Mietpreis pro m²',
    'Mietpreis pro m²'
  ],
  [
    'de',
    'Bitte ein Modell das mir sagt ob ein Schüler die Prüfung bestet, ausgehend von Lernstunden Fehltagen und der Note im Vorjahr',
    'Lernstunden; Fehltage; NoteVorjahr; Bestanden=ja|nein',
    'Bestanden'
  ],
  [
    'de',
    'Spalten:\n* Probe: laufende Nummer\n* pH: Säuregrad\n* Nitrat (mg/l): Nitratgehalt\n* Phosphat (mg/l): Phosphatgehalt\n* Algen (Zellen/ml): unter dem Mikroskop gezählt\n\nZiel: die Algendichte aus den chemischen Werten berechnen, damit niemand mehr zählen muss.',
    'Probe; pH; Nitrat (mg/l); Phosphat (mg/l); Algen (Zellen/ml)',
    'Algen (Zellen/ml)'
  ],
  [
    'de',
    'Ordne Nachrichtentexte der richtigen Rubrik zu.',
    'Überschrift; Text; Erscheinungsdatum; Rubrik=Sport|Politik|Kultur',
    'Rubrik'
  ],
  [
    'de',
    'Nicht die Vorlauf-, sondern die Rücklauftemperatur der Heizung interessiert uns.',
    'Außentemperatur; Vorlauftemperatur; Durchfluss; Rücklauftemperatur',
    'Rücklauftemperatur'
  ],
  [
    'de',
    'Welche Medaille holt ein Sportler? `ID` und `Name` weglassen, bewertet wird mit Macro-F1.',
    'ID; Name; Sport=Rowing|Judo; Age; Height; Weight; Medal=Gold|Silver|Bronze|None',
    'Medal'
  ],
  [
    'fr',
    'Le patient sera-t-il réhospitalisé dans le mois ? On connaît son âge, la durée du séjour et le nombre de médicaments.',
    'num_patient; age; duree_sejour; nb_medicaments; rehospitalise=oui|non',
    'rehospitalise'
  ],
  [
    'fr',
    'Nombre de nuitées de chaque camping, mois par mois',
    'camping; mois; nombre_emplacements; piscine=oui|non; nuitees',
    'nuitees'
  ],
  [
    'fr',
    "La colonne « rendement (q/ha) » est celle qu'il faut prédire ; « parcelle » n'est qu'un identifiant.",
    'parcelle; pluie (mm); azote (kg/ha); variété=tendre|dur; rendement (q/ha)',
    'rendement (q/ha)'
  ],
  [
    'fr',
    "Sachant la distance, l'heure et le nombre d'articles, dites au client combien de minutes prendra la livraison de sa commande.",
    'order_id; distance_km; order_hour; items; courier=bike|van; delivery_minutes',
    'delivery_minutes'
  ],
  [
    'fr',
    "Bonjour,\n\nJe tiens une petite librairie en ligne et les frais de port me ruinent : certains clients renvoient la moitié de ce qu'ils achètent. Dans le fichier joint vous trouverez le genre, le prix, le format et l'ancienneté du client. Pourriez-vous me dire, commande par commande, si le livre va être retourné ?\n\nMerci d'avance,\nClaire",
    'commande; genre=roman|bd; prix; format=poche|broché; anciennete_client; retourne=0|1',
    'retourne'
  ],
  [
    'fr',
    'Détection de pannes',
    'capteur_1; capteur_2; pression; debit; panne=0|1',
    'panne'
  ],
  [
    'fr',
    "Colonnes : puissance, masse, cylindrée, consommation mixte, CO2 (g/km).\nL'objectif est de prédire les émissions de CO2 ; ne pas se servir de la consommation.",
    'puissance; masse; cylindrée; consommation mixte; CO2 (g/km)',
    'CO2 (g/km)'
  ],
  [
    'fr',
    'je voudrai savoir combien de point va marquer un joueur au prochain match, en fonction de ses minutes, de ses tirs et de sa moyenne',
    'joueur; poste=ailier|pivot; minutes_moy; tirs_moy; points_moy; points_prochain_match',
    'points_prochain_match'
  ],
  [
    'fr',
    'À quelle catégorie appartient cet article de presse ? Mesure : exactitude.',
    'titre; chapeau; auteur; categorie=monde|sport|culture',
    'categorie'
  ],
  [
    'fr',
    '`montant_indemnise` est à expliquer par `age_conducteur`, `puissance` et `zone`, `montant_declare` étant exclu.',
    'age_conducteur; puissance; zone=A|B|C; montant_declare; montant_indemnise',
    'montant_indemnise'
  ],
  [
    'es',
    '¿Volverá a comprar el cliente en los próximos 90 días?',
    'id_cliente; compras_previas; gasto_total; canal=web|tienda; recompra_90d=0|1',
    'recompra_90d'
  ],
  [
    'es',
    'Hay que predecir la concentración de nitratos del pozo; la profundidad y el tipo de suelo son datos conocidos.',
    'pozo; profundidad (m); tipo de suelo=arena|arcilla; distancia a granja (km); nitratos (mg/L)',
    'nitratos (mg/L)'
  ],
  [
    'es',
    'Averiguar de qué tipo es una estrella conociendo su temperatura, su luminosidad y su radio.',
    'Temperature (K); Luminosity (L/Lo); Radius (R/Ro); Absolute magnitude (Mv); Star type=Red Dwarf|White Dwarf|Supergiant',
    'Star type'
  ],
  [
    'es',
    'Retrasos de trenes',
    'tren; origen=Madrid|Sevilla; destino=Sevilla|Madrid; hora_salida; retraso_min',
    'retraso_min'
  ],
  [
    'es',
    'Buenas tardes:\n\nSoy la directora de un instituto de secundaria. Cada junio nos llevamos sorpresas desagradables con las notas y a esas alturas ya no hay remedio. La secretaría ha preparado una tabla con la beca, la asistencia, la nota media y el número de hermanos. Me gustaría que la herramienta me avisara en febrero de qué alumnos van a repetir curso.\n\nUn saludo,\nMarisa',
    'alumno; beca=si|no; asistencia; nota_media; hermanos; repite=si|no',
    'repite'
  ],
  [
    'es',
    'Elimina primero `folio` y `observaciones`. Luego ajusta un modelo que prediga `costo_reparacion`.',
    'folio; marca=Nissan|Seat; anio; tipo_danio=golpe|granizo; observaciones; costo_reparacion',
    'costo_reparacion'
  ],
  [
    'es',
    'Valor de mercado de los futbolistas; el salario no puede emplearse.',
    'jugador; edad; goles; asistencias; salario_anual; valor_mercado',
    'valor_mercado'
  ],
  [
    'es',
    '"humedad_suelo_mañana" en función de "humedad_suelo_hoy", "lluvia_prevista" y "viento"',
    'humedad_suelo_hoy; lluvia_prevista; viento; humedad_suelo_mañana',
    'humedad_suelo_mañana'
  ],
  [
    'es',
    '## Descripción\nUn hotel de 300 habitaciones calienta agua de más todas las noches. Ayúdanos a ahorrar gas: dinos cuántos litros de agua caliente se van a gastar en cada hora.\n\n## Evaluación\nError porcentual absoluto medio (MAPE).\n\n## Campos\n- hora: hora del día\n- temperatura_ext: grados en la calle\n- ocupacion: habitaciones ocupadas\n- agua_caliente_l: litros gastados',
    'hora; temperatura_ext; ocupacion; agua_caliente_l',
    'agua_caliente_l'
  ],
  [
    'es',
    'nesecito saber si una reseña es positiva o negativa',
    'texto; idioma=es|ca; fecha; sentimiento=positivo|negativo',
    'sentimiento'
  ],
  [
    'pt',
    'O paciente vai faltar à consulta?',
    'PatientId; Gender=F|M; Age; ScheduledDay; SMS_received=0|1; NoShow=No|Yes',
    'NoShow'
  ],
  [
    'pt',
    'Safra de café por talhão, em sacas por hectare. Entradas: altitude, chuva, idade da lavoura.',
    'talhão; altitude (m); chuva (mm); idade da lavoura; safra (sacas/ha)',
    'safra (sacas/ha)'
  ],
  [
    'pt',
    'Precisa ser previsto o tempo de espera na agência, dados o número de caixas abertos e a hora.',
    'agencia; hora; caixas_abertos; clientes_na_fila; tempo_espera',
    'tempo_espera'
  ],
  [
    'pt',
    'Nota final',
    'matricula; nota_1; nota_2; faltas; nota_final',
    'nota_final'
  ],
  [
    'pt',
    'Quero o valor_frete. Não use valor_total, porque já inclui o frete.',
    'pedido; peso; regiao=Sul|Norte; valor_produto; valor_total; valor_frete',
    'valor_frete'
  ],
  [
    'pt',
    'Oi, pessoal! Tudo bem?\n\nAqui é a Júlia, da pousada. Todo dia sobra comida do café da manhã e me dói jogar fora. Mando junto a planilha com a ocupação, o dia da semana, se era feriado e a chuva. Queria que o modelo me dissesse na véspera quantos quilos de pão comprar.\n\nBeijos!',
    'data; ocupacao; dia_semana; feriado=0|1; chuva_mm; pao_kg',
    'pao_kg'
  ],
  [
    'pt',
    'Identificar a variedade do feijão com as medidas `Area`, `Perimeter` e `Roundness`.',
    'Area; Perimeter; Eccentricity; Roundness; Class=SEKER|BOMBAY|SIRA',
    'Class'
  ],
  [
    'pt',
    'Quem vence a partida? Use apenas a posição na tabela e as cotações.',
    'mandante; visitante; posicao_mandante; posicao_visitante; cotacao_mandante; cotacao_visitante; vencedor=mandante|visitante|empate',
    'vencedor'
  ],
  [
    'pt',
    'Campos:\n- `id`: ignorar\n- `renda`: quanto o cliente ganha\n- `score`: pontuação no birô de crédito\n- `limite`: limite do cartão em reais, é isto que o modelo deve devolver\n- `cidade`: onde mora',
    'id; renda; score; limite; cidade=Recife|Natal',
    'limite'
  ],
  [
    'pt',
    'calcular a emisao de particulas da fabrica apartir da carga da caldeira e do combustivel',
    'carga_caldeira; combustivel=lenha|gas; umidade; particulas_mg_m3',
    'particulas_mg_m3'
  ],
  [
    'it',
    'Il destinatario aprirà la newsletter?',
    'oggetto; ora_invio; segmento=nuovi|fedeli; aperture_precedenti; aperta=sì|no',
    'aperta'
  ],
  [
    'it',
    "Va previsto il tempo di gara di ogni maratoneta; sono noti l'età, i km settimanali e il primato personale.",
    'pettorale; età; km settimanali; primato personale (min); tempo di gara (min)',
    'tempo di gara (min)'
  ],
  [
    'it',
    'Determinare la gravità degli incidenti stradali da meteo, ora e limite di velocità.',
    'accident_id; weather=fine|fog; hour; speed_limit; vehicles; severity=slight|serious|fatal',
    'severity'
  ],
  [
    'it',
    'Prezzo camera',
    'hotel; stelle; camera=singola|doppia; stagione=alta|bassa; prezzo_notte',
    'prezzo_notte'
  ],
  [
    'it',
    "Escludere «Codice cliente» e «Nome». La colonna d'arrivo è «Importo sinistro (€)».",
    'Codice cliente; Nome; Età; Provincia=TO|MI; Premio annuo (€); Importo sinistro (€)',
    'Importo sinistro (€)'
  ],
  [
    'it',
    "Salve,\n\nho un piccolo caseificio in montagna. Le forme stanno in cella per mesi e soltanto alla fine il controllore batte il martelletto e decide. Per ogni forma ho segnato la temperatura e l'umidità della cella, i giorni e il sale. Mi basterebbe sapere prima se una forma verrà scartata.\n\nGrazie mille, Piero",
    'forma_id; temp_cella; umidita_cella; giorni; sale_pct; scartata=0|1',
    'scartata'
  ],
  [
    'it',
    'Dati `pressione`, `portata` e `giri`, qual è il `rendimento_pompa`?',
    'pressione; portata; giri; potenza_assorbita; rendimento_pompa',
    'rendimento_pompa'
  ],
  [
    'it',
    'Riconoscere il tipo di roccia dalla composizione: SiO2, Al2O3, FeO, MgO.',
    'campione; SiO2; Al2O3; FeO; MgO; roccia=basalto|granito|gneiss',
    'roccia'
  ],
  [
    'it',
    'Assegna a ogni recensione il numero di stelle. Metrica: kappa quadratico.',
    'recensione; prodotto=libro|gioco; lunghezza; stelle=1|2|3|4|5',
    'stelle'
  ],
  [
    'it',
    'quante ore di straordinario farà un dipendente il mese prosimo? NB quelle del mese scorso si possono usare',
    'matricola; reparto=taglio|cucito; figli; straordinari_mese_scorso; straordinari_mese_prossimo',
    'straordinari_mese_prossimo'
  ],
  [
    'zh',
    '这位员工明年会离职吗？已知部门、司龄和加班时长。',
    '工号; 部门=研发|销售; 司龄; 加班时长; 是否离职=是|否',
    '是否离职'
  ],
  [
    'zh',
    '想通过土壤氮含量、降雨量和品种来预测小麦亩产。',
    '地块编号; 土壤氮含量(mg/kg); 降雨量(mm); 品种=甲|乙; 亩产(公斤)',
    '亩产(公斤)'
  ],
  [
    'zh',
    '二手车估价',
    '品牌=大众|丰田; 车龄; 里程(万公里); 新车价; 二手车价',
    '二手车价'
  ],
  [
    'zh',
    '请判断肿瘤是良性还是恶性，id 列不要使用。',
    'id; radius_mean; texture_mean; smoothness_mean; diagnosis=M|B',
    'diagnosis'
  ],
  [
    'zh',
    '需要预测的是“明日最高气温”，不要用“明日最低气温”。',
    '日期; 今日最高气温; 今日最低气温; 湿度; 明日最低气温; 明日最高气温',
    '明日最高气温'
  ],
  [
    'zh',
    '大家好！\n\n我在大学门口开了一家奶茶店，每天备料全凭感觉，不是不够就是倒掉。表里记了星期、天气、有没有做活动，还有当天的单价。麻烦帮我算算每天大概能卖出多少杯，谢谢！',
    '日期; 星期=一|二|三; 天气=晴|雨; 活动=有|无; 单价; 杯数',
    '杯数'
  ],
  [
    'zh',
    '## 赛题背景\n慕课平台的学员很多半途而废。请利用学习行为数据找出能通过课程的学员。\n\n## 评价指标\nAUC\n\n## 字段说明\n- user_id：学员编号\n- login_days：登录天数\n- video_minutes：观看视频的分钟数\n- quiz_fails：测验失败次数\n- passed：1 表示通过',
    'user_id; login_days; video_minutes; quiz_fails; passed=0|1',
    'passed'
  ],
  [
    'zh',
    '由 voltage、current、temp 推算电池的剩余容量。',
    'cycle; voltage; current; temp; capacity',
    'capacity'
  ],
  [
    'zh',
    '把新闻标题分到正确的栏目，用准确率评估',
    '标题; 来源=新华|央视; 栏目=体育|财经|娱乐',
    '栏目'
  ],
  [
    'zh',
    '地铁客流：站点、时段、天气三列作输入，进站人数作输出，出站人数请剔除。',
    '站点=西单|国贸; 时段=早|晚; 天气=晴|雪; 出站人数; 进站人数',
    '进站人数'
  ],
  [
    'ja',
    'この患者は五年以内に糖尿病を発症しますか？',
    '患者番号; 年齢; BMI; 血糖値; 糖尿病発症=あり|なし',
    '糖尿病発症'
  ],
  [
    'ja',
    '店舗ごとの来客数を予測してください。天気、曜日、チラシの有無は分かっています。',
    '店舗=渋谷|上野; 日付; 天気=晴|雨; 曜日=月|火; チラシ=有|無; 来客数',
    '来客数'
  ],
  [
    'ja',
    '不良品判定',
    '製品ID; 寸法(mm); 重量(g); 炉内温度; 判定=良品|不良品',
    '判定'
  ],
  [
    'ja',
    '野球選手の年俸がいくらになるか知りたい。`player_id` は除いてください。',
    'player_id; age; batting_avg; home_runs; salary_musd',
    'salary_musd'
  ],
  [
    'ja',
    '「翌日終値」を予測対象とし、「当日終値」「出来高」を説明変数に使う。',
    '日付; 始値; 当日終値; 出来高; 翌日終値',
    '翌日終値'
  ],
  [
    'ja',
    'お世話になっております。温泉旅館の佐藤と申します。\n\n最近、急に来られなくなるお客様が増えて、用意した料理が無駄になっております。予約日から宿泊日までの日数、人数、プラン、宿泊料の表をお送りします。ご予約ごとに、当日キャンセルになるかどうかを事前に教えていただけないでしょうか。\n\nよろしくお願いいたします。',
    '予約番号; 日数; 人数; プラン=和食|素泊まり; 宿泊料; 当日キャンセル=0|1',
    '当日キャンセル'
  ],
  [
    'ja',
    '列の説明\n・観測所：川沿いの地点\n・流量(m3/s)：一時間の平均\n・水温(℃)\n・前日雨量(mm)\n・濁度(NTU)：浄水場で困っている値\n\n濁度をほかの列から計算できるようにしてください。',
    '観測所=上流|下流; 流量(m3/s); 水温(℃); 前日雨量(mm); 濁度(NTU)',
    '濁度(NTU)'
  ],
  [
    'ja',
    '口コミの文章から評価（1〜5）を当てるモデルがほしいです',
    '口コミ; 投稿者; 文字数; 評価=1|2|3|4|5',
    '評価'
  ],
  [
    'ja',
    '水稲の収量は日照時間と積算温度と施肥量で決まるはずなので、回帰で求めたい。評価指標はMAE。',
    '圃場; 日照時間(h); 積算温度; 施肥量(kg); 収量(kg/10a)',
    '収量(kg/10a)'
  ],
  [
    'ja',
    '鳴き声の特徴量 mfcc1〜mfcc4 により鳥の種名を識別する。',
    'file; mfcc1; mfcc2; mfcc3; mfcc4; species_name=uguisu|suzume|hibari',
    'species_name'
  ],
  [
    'ru',
    'Сдаст ли студент экзамен с первого раза?',
    'зачётка; посещаемость; домашние_работы; сдал=да|нет',
    'сдал'
  ],
  [
    'ru',
    'Требуется предсказать расход топлива автомобиля; известны масса, мощность и тип коробки.',
    'марка=Лада|Рено; масса (кг); мощность (л.с.); коробка=АКПП|МКПП; расход (л/100 км)',
    'расход (л/100 км)'
  ],
  [
    'ru',
    'Класс астероида',
    'a; e; i; H; diameter; albedo; class=AMO|APO|MBA',
    'class'
  ],
  [
    'ru',
    'Какова вероятность, что абонент не оплатит счёт вовремя? Метрика — Джини.',
    'subscriber_id; tariff=S|M|L; avg_bill; months_active; late_payment=0|1',
    'late_payment'
  ],
  [
    'ru',
    '«Цена за м²» использовать нельзя, «Цена» — то, что надо получить.',
    'Адрес; Площадь (м²); Этаж; Цена за м²; Цена',
    'Цена'
  ],
  [
    'ru',
    'Здравствуйте!\n\nПишу вам из тепличного хозяйства. Каждый понедельник магазин просит назвать объём поставки, а мы каждый раз гадаем. В таблице по неделям записаны освещённость, температура, полив и сорт. Подскажите, пожалуйста, сколько килограммов огурцов мы соберём.\n\nС уважением, Нина Петровна',
    'неделя; освещённость; температура; полив_л; сорт=Герман|Кураж; урожай_кг',
    'урожай_кг'
  ],
  [
    'ru',
    'Столбцы:\n- номер_полиса — не использовать\n- возраст — лет\n- стаж — лет за рулём\n- аварии_раньше — сколько было до полиса\n- авария — попал ли водитель в аварию за год\n\nНайдите опасных водителей.',
    'номер_полиса; возраст; стаж; аварии_раньше; авария=0|1',
    'авария'
  ],
  [
    'ru',
    'По тексту жалобы определить отдел, который будет её рассматривать.',
    'номер; текст; дата; отдел=ЖКХ|дороги|транспорт',
    'отдел'
  ],
  [
    'ru',
    'посчитать на сколко минут опоздает автобус, зная маршрут погоду и пробки',
    'bus_id; route; weather=sun|snow; traffic_level; delay_min',
    'delay_min'
  ],
  [
    'ru',
    'Прочность стали предсказывается по содержанию углерода, марганца и кремния; твёрдость в модель не включать.',
    'плавка; C (%); Mn (%); Si (%); твёрдость (HB); прочность (МПа)',
    'прочность (МПа)'
  ]
];

// Goals that a careful reader would ask back about; they have no target.
const unclearRows: Row[] = [
  [
    'en',
    'Predict the sales.',
    'store; week; promotion=0|1; online_sales; instore_sales',
    ''
  ],
  [
    'en',
    "Here's my data, please make the best model you can.",
    'height; width; weight; colour=red|green; grade=A|B|C',
    ''
  ],
  [
    'en',
    'What will blood pressure be, given age and weight?',
    'age; weight; cholesterol; resting_pulse',
    ''
  ],
  [
    'de',
    'Sag mir den Preis voraus.',
    'Marke=A|B; Einkaufspreis; Verkaufspreis; Lagerbestand',
    ''
  ],
  [
    'fr',
    'Prévoir la température de demain.',
    'date; temp_min_demain; temp_max_demain; vent',
    ''
  ],
  [
    'es',
    '¿Quién ganará?',
    'equipo; goles_favor; goles_contra; gana_liga=si|no; gana_copa=si|no',
    ''
  ],
  [
    'zh',
    '请预测明天的情况。',
    '今日气温; 今日湿度; 明日气温; 明日降雨=有|无',
    ''
  ]
];

const toGoal = ([language, goal, columns, target]: Row): IGoal => ({
  language,
  goal,
  columns: columns.split('; '),
  target
});

export const heldBack: IGoal[] = rows.map(toGoal);
export const unclear: IGoal[] = unclearRows.map(toGoal);
